import { CompiledPolicy } from './CompiledPolicy';
import { compileStatement } from './compileStatement';
import { exceedsPolicySize, LARGEST_POLICY } from './exceedsPolicySize';
import { isJsonObject } from '../isJsonObject';
import type { PolicyProblem } from './PolicyProblem';
import { DocumentPath } from './PolicyProblem';
import type { PolicyStatement } from './PolicyStatement';
import { unforeseenAt } from '../unforeseen';

const POLICY_ELEMENTS = new Set(['Version', 'Id', 'Statement']);

/** The one version of the language that has policy variables. */
const CURRENT_VERSION = '2012-10-17';
const FIRST_VERSION = '2008-10-17';

function checkVersion(
  version: unknown,
  path: DocumentPath,
  doubts: string[],
): void {
  if (version === undefined) {
    path.warn(
      `is missing: AWS reads the policy as ${FIRST_VERSION}, in which policy variables are plain text`,
    );
  } else if (version !== CURRENT_VERSION && version !== FIRST_VERSION) {
    doubts.push(
      path.error(`must be "${CURRENT_VERSION}" or "${FIRST_VERSION}"`),
    );
  }
}

/** `IAM/latest/UserGuide/reference_policies_elements_sid` */
function checkSids(statements: PolicyStatement[], path: DocumentPath): void {
  const sids = new Set<string>();
  statements.forEach(({ sid }, index) => {
    if (sid !== undefined && sids.has(sid)) {
      path
        .child(index)
        .child('Sid')
        .warn(`"${sid}" is the Sid of an earlier statement, which IAM refuses`);
    }
    sids.add(sid ?? '');
  });
}

/**
 * Reads a policy document once while it is asked often: hand over what it makes
 * in place of the document, which must not change afterwards.
 *
 * Whatever cannot be read is kept as unknown; see `CompiledPolicy.problems`.
 *
 * @param document - as an object, not as its text
 *
 * @public
 */
export function compilePolicy(document: unknown): CompiledPolicy {
  const problems: PolicyProblem[] = [];
  const root = DocumentPath.root(problems);
  if (!isJsonObject(document)) {
    const reason =
      unforeseenAt(document) ?? root.error('must be a policy document');
    return new CompiledPolicy({ problems, unreadable: reason });
  }
  if (exceedsPolicySize(document)) {
    const reason = root.error(
      `is larger or deeper than any policy, which has at most ${LARGEST_POLICY} characters`,
    );
    return new CompiledPolicy({ problems, unreadable: reason });
  }
  const doubts: string[] = [];
  for (const name of Object.keys(document)) {
    if (!POLICY_ELEMENTS.has(name)) {
      doubts.push(root.child(name).error('is not an element of a policy'));
    }
  }
  const { Version: version, Statement: statement } = document;
  checkVersion(version, root.child('Version'), doubts);
  const path = root.child('Statement');
  if (typeof statement !== 'object' || statement === null) {
    const reason =
      unforeseenAt(statement) ?? path.error('must be a list of statements');
    return new CompiledPolicy({ problems, unreadable: reason });
  }
  const list = Array.isArray(statement) ? statement : [statement];
  if (list.length === 0) {
    path.error('has no statement');
  }
  const statements = list.map((value, index) =>
    compileStatement(value, {
      index,
      path: Array.isArray(statement) ? path.child(index) : path,
      hasVariables: version === CURRENT_VERSION,
      doubts,
    }),
  );
  checkSids(statements, path);
  // A statement whose effect cannot be read may do either.
  const allows = statements.filter(({ effect }) => effect !== 'Deny');
  const denies = statements.filter(({ effect }) => effect !== 'Allow');
  return new CompiledPolicy({ problems, allows, denies });
}
