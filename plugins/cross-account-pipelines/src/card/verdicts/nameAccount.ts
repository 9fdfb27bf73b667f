import {
  type AccountSummary,
  describeAccount,
} from 'backstage-plugin-cross-account-pipelines-core';

/** An account by its name and id, where it has a name. */
export function nameAccount(
  id: string,
  accounts: Map<string, AccountSummary>,
): string {
  return describeAccount(accounts.get(id) ?? { id });
}
