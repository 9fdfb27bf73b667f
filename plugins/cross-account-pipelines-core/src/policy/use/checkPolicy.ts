import { checkPolicyUse } from './checkPolicyUse';
import { compilePolicy } from '../document/compilePolicy';
import { DocumentPath, type PolicyProblem } from '../document/PolicyProblem';
import type { PolicyUse } from './PolicyUse';

/**
 * What AWS would refuse in a policy document, and what in it does not do what it
 * looks like; empty for a sound one. Takes anything and always answers.
 *
 * See `IAM/latest/UserGuide/reference_policies_grammar`.
 *
 * @param document - as an object, not as its text
 * @param use - what it is used as, which tells what else AWS refuses in it
 *
 * @public
 */
export function checkPolicy(
  document: unknown,
  use?: PolicyUse,
): PolicyProblem[] {
  const { problems, unreadable } = compilePolicy(document);
  const found = [...problems];
  if (use !== undefined && unreadable === undefined) {
    checkPolicyUse(document, use, DocumentPath.root(found));
  }
  return found;
}

/**
 * What AWS would refuse in a policy document for what it is used as: not what is
 * no policy at all.
 */
export function findMisuse(document: unknown, use: PolicyUse): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  if (compilePolicy(document).unreadable === undefined) {
    checkPolicyUse(document, use, DocumentPath.root(found));
  }
  return found;
}
