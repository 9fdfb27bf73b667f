import {
  checkPolicy,
  type PolicyProblem,
  type PolicyUse,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * The first thing for which AWS would refuse a policy document, by what it is used
 * as. It takes one that only does not do what it looks like.
 */
export function findPolicyError(
  document: unknown,
  use: PolicyUse,
): PolicyProblem | undefined {
  return checkPolicy(document, use).find(
    ({ severity }) => severity === 'error',
  );
}

/** Where and why, in one line. */
export const describeProblem = ({ path, message }: PolicyProblem) =>
  `${path}: ${message}`;

/** The last element that a path names, e.g. `Action` of `$.Statement[0].Action[1]`. */
export function elementOf({ path }: PolicyProblem): string {
  return /([A-Za-z]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? '';
}
