import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { Translate } from './fieldContext';

/** What is wrong with an account and Region that somebody chose, if anything. */
export function checkAccount(options: {
  chosen: { account?: unknown; region?: unknown };
  accounts: ConfiguredAccount[];
  use: 'pipeline' | 'target';
  t: Translate;
}): string | undefined {
  const { chosen, accounts, use, t } = options;
  const account = String(chosen.account);
  // A number would have lost its leading zero.
  if (typeof chosen.account !== 'string' || !/^\d{12}$/.test(account)) {
    return t('accounts.badId', { account });
  }
  const configured = accounts.find(
    ({ id, uses }) => id === account && uses.includes(use),
  );
  if (!configured) {
    return t(`accounts.notConfigured.${use}`, { account });
  }
  const name = `${configured.name} (${account})`;
  if (typeof chosen.region !== 'string' || !chosen.region) {
    return t('accounts.noRegion', { account: name });
  }
  if (!configured.regions.includes(chosen.region)) {
    return t('accounts.regionNotConfigured', {
      account: name,
      region: chosen.region,
    });
  }
  return undefined;
}
