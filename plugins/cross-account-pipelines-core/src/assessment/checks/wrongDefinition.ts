import type { Evidence, Words } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import { readAt } from '../evidence';

function definitionEvidence(
  { view, links }: AssessmentScope,
  text?: unknown,
): Evidence {
  return {
    document: documentAt('pipeline definition', links.pipelineArn),
    account: links.account,
    ...(text === undefined ? {} : { text: JSON.stringify(text, null, 2) }),
    ...readAt(view),
  };
}

/** The pipeline definition has to change. */
export function wrongDefinition(
  scope: AssessmentScope,
  reason: Words,
  text?: unknown,
): Judgement {
  return {
    health: 'broken',
    reason,
    side: 'definition',
    account: scope.links.account,
    evidence: [definitionEvidence(scope, text)],
    fault: { type: 'check' },
  };
}
