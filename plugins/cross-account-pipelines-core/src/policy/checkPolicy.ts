import { compilePolicy } from './compilePolicy';
import type { PolicyProblem } from './PolicyProblem';

/**
 * What AWS would refuse in a policy document, and what in it does not do what it
 * looks like; empty for a sound one. Takes anything and always answers.
 *
 * @public
 */
export function checkPolicy(document: unknown): PolicyProblem[] {
  return [...compilePolicy(document).problems];
}
