import type { DocumentReference, Words } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { readAt } from '../evidence';

/** A thing in an account has to change. */
export function wrongThing(
  { view }: AssessmentScope,
  thing: { document: DocumentReference; reason: Words; text?: unknown },
): Judgement {
  const { document, reason, text } = thing;
  const { account } = document;
  return {
    health: 'broken',
    reason,
    side: 'resource',
    account,
    resource: { account, allows: 'no', document },
    evidence: [
      {
        document,
        account,
        ...(text === undefined ? {} : { text: JSON.stringify(text, null, 2) }),
        ...readAt(view),
      },
    ],
    fault: { type: 'check' },
  };
}
