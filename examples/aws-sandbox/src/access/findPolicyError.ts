import { checkPolicy } from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Where and why AWS would refuse a policy document. It takes one that only does
 * not do what it looks like.
 */
export function findPolicyError(document: unknown): string | undefined {
  const error = checkPolicy(document).find(
    ({ severity }) => severity === 'error',
  );
  return error && `${error.path}: ${error.message}`;
}
