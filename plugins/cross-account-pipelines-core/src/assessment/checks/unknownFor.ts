import type { DocumentReference, Words } from '../../report';
import type { Judgement } from '../Judgement';

/** The verdict where a document does not say whether a rule is kept. */
export function unknownFor(
  reason: Words,
  document: DocumentReference,
): Judgement {
  const { account } = document;
  return {
    health: 'unknown',
    reason,
    account,
    evidence: [{ document, account }],
  };
}
