import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AccountRule,
  coversAccount,
  describeRule,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Rules by what accounts are configured with: each environment, organizational
 * unit and tag. A unit that others are within goes with those.
 */
export function offerRules(accounts: ConfiguredAccount[]): AccountRule[] {
  const rules = [
    ...accounts.flatMap(({ environment }) =>
      environment === undefined ? [] : [{ environment }],
    ),
    ...accounts.flatMap(unitsOf),
    ...accounts.flatMap(({ tags = {} }) =>
      Object.entries(tags).map(([key, value]) => ({ tags: { [key]: value } })),
    ),
  ];
  return [...new Map(rules.map(rule => [describeRule(rule), rule])).values()];
}

function unitsOf(account: ConfiguredAccount): AccountRule[] {
  const { organizationalUnit, organizationPath = '' } = account;
  const above = organizationPath
    .split('/')
    .filter(unit => unit.startsWith('ou-') && unit !== organizationalUnit);
  return [
    ...above.map(unit => ({ organizationalUnit: unit, includeNested: true })),
    ...(organizationalUnit === undefined ? [] : [{ organizationalUnit }]),
  ];
}

/** Regions in which all accounts that a rule names may work. */
export function regionsOf(
  rule: AccountRule,
  accounts: ConfiguredAccount[],
): string[] {
  const [first, ...others] = accounts.filter(account =>
    coversAccount(rule, account),
  );
  return (first?.regions ?? []).filter(region =>
    others.every(({ regions }) => regions.includes(region)),
  );
}
