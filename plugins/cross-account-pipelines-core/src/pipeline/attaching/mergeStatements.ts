import { isJsonObject } from '../../policy/isJsonObject';
import { AttachmentError } from './AttachmentError';
import type { PolicyStatement } from './attachmentStatements';
import { samePolicy } from './samePolicy';

/**
 * Adds statements to a policy that others own. A statement of the same `Sid` is
 * ours when it says the same; whatever has another `Sid`, or none, stays.
 *
 * @param options - `name` is words for the policy
 * @returns the document itself where nothing changes
 * @throws AttachmentError when a `Sid` is taken by something else
 *
 * @alpha
 */
export function mergeStatements(options: {
  name: string;
  document: unknown;
  statements: PolicyStatement[];
}): unknown {
  const { document, statements } = options;
  requireOwnSids(options);
  const present = statementsOf(document);
  const lacking = statements.filter(
    statement => !present.some(each => samePolicy(each, statement)),
  );
  return lacking.length === 0
    ? document
    : {
        Version: '2012-10-17',
        ...(document as object),
        Statement: [...present, ...lacking],
      };
}

/**
 * Takes back what was merged into a policy. What others have changed since stays;
 * where nobody has, the outcome is `before` itself.
 *
 * @returns undefined when no statement is left
 * @throws AttachmentError when others changed a statement of ours
 *
 * @alpha
 */
export function withoutStatements(options: {
  name: string;
  document: unknown;
  /** The policy before the statements were merged into it. */
  before: unknown;
  statements: PolicyStatement[];
}): unknown {
  const { name, document, before, statements } = options;
  if (
    samePolicy(document, before) ||
    samePolicy(
      document,
      mergeStatements({ name, document: before, statements }),
    )
  ) {
    return before;
  }
  requireOwnSids(options);
  const left = statementsOf(document).filter(
    statement => !statements.some(each => samePolicy(each, statement)),
  );
  return left.length > 0
    ? { ...(document as object), Statement: left }
    : undefined;
}

function requireOwnSids(options: {
  name: string;
  document: unknown;
  statements: PolicyStatement[];
}): void {
  const { name, document, statements } = options;
  const taken = statementsOf(document).flatMap(statement => {
    const own =
      isJsonObject(statement) &&
      statements.find(({ Sid }) => Sid === statement.Sid);
    return own && !samePolicy(own, statement) ? [own.Sid] : [];
  });
  if (taken.length > 0) {
    throw new AttachmentError(
      taken.map(
        sid =>
          `the ${name} has a statement ${sid} that says something else: give it another Sid, or delete it, then run again`,
      ),
    );
  }
}

function statementsOf(document: unknown): unknown[] {
  return isJsonObject(document) ? [document.Statement ?? []].flat() : [];
}
