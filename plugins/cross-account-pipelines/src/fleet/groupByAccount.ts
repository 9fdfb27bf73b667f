import type {
  AccountSummary,
  Health,
} from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { LinkRow } from 'backstage-plugin-cross-account-pipelines-common';

/** An account and the links that reach it. */
export interface ReachedAccount {
  account: AccountSummary;
  health: Health;
  /** Worst first. */
  links: LinkRow[];
}

/** Who reaches which account; the worst first. */
export function groupByAccount(rows: LinkRow[]): ReachedAccount[] {
  const byAccount = new Map<string, LinkRow[]>();
  for (const row of rows) {
    if (!row.isOwn) {
      const members = byAccount.get(row.account.id);
      if (members) {
        members.push(row);
      } else {
        byAccount.set(row.account.id, [row]);
      }
    }
  }
  return [...byAccount.values()]
    .map(members => {
      const links = members.sort(worstFirst);
      return { account: links[0].account, health: links[0].health, links };
    })
    .sort(
      (a, b) =>
        worstFirst(a, b) ||
        (a.account.name ?? a.account.id).localeCompare(
          b.account.name ?? b.account.id,
        ),
    );
}

function worstFirst(a: { health: Health }, b: { health: Health }): number {
  return healthsFromBest.indexOf(b.health) - healthsFromBest.indexOf(a.health);
}
