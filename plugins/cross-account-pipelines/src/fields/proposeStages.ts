import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { StagesValue, TargetValue } from './targetsSchema';

/** With more accounts than this, nobody wants them all: they are chosen. */
const accountsToPropose = 12;

/**
 * One stage per environment, in the order in which app-config names them, with
 * each account in the first of its Regions.
 */
export function proposeStages(accounts: ConfiguredAccount[]): StagesValue {
  const stages = new Map<string, ConfiguredAccount[]>();
  for (const account of accounts) {
    const name = toStageName(account.environment ?? account.name);
    stages.set(name, [...(stages.get(name) ?? []), account]);
  }
  const few = accounts.length <= accountsToPropose;
  return [...stages].map(([name, members]) => ({
    name,
    targets: few
      ? members.map(account => toTarget(account, account.regions[0]))
      : [],
  }));
}

/** An account and Region with the name that the review of the form shows. */
export function toTarget(
  account: ConfiguredAccount,
  region: string,
): TargetValue {
  return { name: account.name, account: account.id, region };
}

function toStageName(environment: string): string {
  return environment.replace(/[^A-Za-z0-9.@_-]+/g, '-').slice(0, 100);
}
