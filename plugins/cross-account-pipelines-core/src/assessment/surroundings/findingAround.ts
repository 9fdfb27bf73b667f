import {
  write,
  type DocumentReference,
  type Evidence,
  type Finding,
  type Words,
} from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import { readAt } from '../evidence';

/** Something wrong around a pipeline, with the one document that is to change. */
export function findingAround(
  { view }: AssessmentScope,
  options: Pick<Finding, 'rule' | 'health'> & {
    message: Words;
    remedy: Words;
    document: DocumentReference;
    /** What of the document is to be shown. */
    shown?: unknown;
    source?: Evidence['source'];
  },
): Finding {
  const { rule, health, message, remedy, document, shown, source } = options;
  const { account } = document;
  return {
    rule,
    health,
    ...write('message', message),
    account,
    evidence: [
      {
        document,
        account,
        ...(shown === undefined
          ? {}
          : { text: JSON.stringify(shown, null, 2) }),
        ...readAt(view),
        ...(source && { source }),
      },
    ],
    remedy: { ...write('summary', remedy), account, document },
  };
}
