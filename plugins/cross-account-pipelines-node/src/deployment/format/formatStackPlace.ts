import type {
  AccountSummary,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Which stack a line of a log is about: the name that people know its account
 * by, where there is one, then the account, the Region and the stack.
 */
export function formatStackPlace(
  stack: StackPlace,
  accounts: AccountSummary[] = [],
): string {
  const { account, region, stackName } = stack;
  const name = accounts.find(({ id }) => id === account)?.name;
  return `[${[name, account, region, stackName].filter(Boolean).join(' ')}]`;
}
