import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-common';
import type { StagesValue } from './targetsSchema';

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
      ? members.map(({ id, regions }) => ({ account: id, region: regions[0] }))
      : [],
  }));
}

function toStageName(environment: string): string {
  return environment.replace(/[^A-Za-z0-9.@_-]+/g, '-').slice(0, 100);
}
