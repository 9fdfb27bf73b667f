import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import { describeAccount } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** An account by its name and id, where it has a name. */
export function nameAccount(
  id: string,
  accounts: Map<string, AccountSummary>,
): string {
  return describeAccount(accounts.get(id) ?? { id });
}
