import { checkPolicyUse } from './checkPolicyUse';
import type { CompiledPolicy } from '../document/CompiledPolicy';
import { compilePolicy } from '../document/compilePolicy';
import { DocumentPath, type PolicyProblem } from '../document/PolicyProblem';
import type { PolicyUse } from './PolicyUse';

/**
 * What AWS would refuse in a policy document, and what in it does not do what it
 * looks like; empty for a sound one. Takes anything and always answers.
 *
 * @param use - what it is used as, which tells what else AWS refuses in it
 *
 * @public
 */
export function checkPolicy(
  document: unknown,
  use?: PolicyUse,
): PolicyProblem[] {
  return checkCompiledPolicy(compilePolicy(document), document, use);
}

/** The same for a document that was compiled before. */
export function checkCompiledPolicy(
  { problems, unreadable }: CompiledPolicy,
  document: unknown,
  use?: PolicyUse,
): PolicyProblem[] {
  const found = [...problems];
  if (use !== undefined && unreadable === undefined) {
    checkPolicyUse(document, use, DocumentPath.root(found));
  }
  return found;
}
