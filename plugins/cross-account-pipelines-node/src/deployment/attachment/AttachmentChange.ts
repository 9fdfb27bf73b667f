import {
  describeDocument,
  type DocumentReference,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  documentDiff,
  sameParts,
  samePolicy,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * A change to something that others own.
 *
 * @public
 */
export interface AttachmentChange {
  document: DocumentReference;
  /** Texts: a policy as AWS gave it, JSON of everything else. */
  before?: string;
  /** Absent where there is to be none. */
  after?: string;
  /** From one to the other, as a unified diff. */
  diff: string;
  /** The stack that made it and would take the change back. */
  stack?: string;
}

export function toChange(
  document: DocumentReference,
  before: string | undefined,
  after: string | undefined,
): AttachmentChange {
  const pretty = (text: string | undefined) =>
    text && JSON.stringify(JSON.parse(text), undefined, 2);
  return {
    document,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    diff: documentDiff(describeDocument(document), {
      before: pretty(before),
      after: pretty(after),
    }),
  };
}

/** Whether a change changes nothing. */
export function isSameText(
  before: string | undefined,
  after: string | undefined,
): boolean {
  return (
    before === after ||
    (before !== undefined &&
      after !== undefined &&
      (sameParts(JSON.parse(before), JSON.parse(after)) ||
        samePolicy(JSON.parse(before), JSON.parse(after))))
  );
}
