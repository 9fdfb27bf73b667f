import type { Finding } from 'backstage-plugin-cross-account-pipelines-core';
import type { Waiver } from 'backstage-plugin-cross-account-pipelines-common';

/** The waiver that covers a finding today, if any. */
export function findWaiver(
  finding: Pick<Finding, 'rule' | 'account'>,
  waivers: Waiver[],
  now = new Date(),
): Waiver | undefined {
  const today = now.toISOString().slice(0, 10);
  return waivers.find(
    ({ rule, account, until }) =>
      rule === finding.rule &&
      (account === undefined || account === finding.account) &&
      until >= today,
  );
}
