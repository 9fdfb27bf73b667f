import type {
  AccountSummary,
  Finding,
  Gate,
  Health,
  HopVerdict,
  LinkReport,
  Phrase,
  PipelineReport,
  RootCause,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type GateHealth,
  gates,
  healthsFromBest,
  summarizeGates,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Hops and findings that are shown together, with what is said of them at a
 * glance.
 */
export interface Row {
  /** Unique in its pipeline. */
  id: string;
  region: string;
  health: Health;
  gates: Record<Gate, GateHealth>;
  /** What is wrong with the worst hop; absent when nothing is. */
  reason?: string;
  reasonPhrases?: Phrase[];
  /**
   * Gate by gate, the gate of the worst first and else in the order in which a
   * run passes them; worst first in each gate.
   */
  hops: HopVerdict[];
  /** What no hop says already. */
  findings: Finding[];
}

/** One account and Region that the pipeline reaches. */
export interface AccountRow extends Row {
  account: AccountSummary;
  /** What enters it by itself, where no action works in it. */
  reachedBy?: string;
  reachedByPhrases?: Phrase[];
}

/** The accounts of one environment, worst first. */
export interface EnvironmentGroup {
  /** Absent for accounts that belong to none. */
  environment?: string;
  health: Health;
  gates: Record<Gate, GateHealth>;
  rows: AccountRow[];
}

/** How many accounts are in which health, each counted once. */
export type AccountCounts = Record<Health, number> & { total: number };

/** A report in the shape in which the card shows it. */
export interface PipelineDescription {
  /** What the pipeline needs in its own account. */
  own: Row;
  environments: EnvironmentGroup[];
  counts: AccountCounts;
  /** Every account that the report names, to tell people which one an id is. */
  accounts: Map<string, AccountSummary>;
}

/**
 * Arranges a report for reading: worst first, and each finding with the account
 * that it is about.
 */
export function describePipeline(report: PipelineReport): PipelineDescription {
  const reached = new Set(report.links.map(link => link.account.id));
  const elsewhere = (finding: Finding) =>
    finding.account !== undefined &&
    finding.account !== report.account.id &&
    reached.has(finding.account);

  const rows = report.links.map(link =>
    describeLink(
      link,
      report.findings.filter(
        finding => elsewhere(finding) && finding.account === link.account.id,
      ),
      report.rootCause,
    ),
  );

  return {
    own: {
      id: report.pipelineArn,
      region: report.region,
      ...describeHops(
        report.hops,
        report.findings.filter(finding => !elsewhere(finding)),
        report.rootCause,
      ),
    },
    environments: groupByEnvironment(rows),
    counts: countAccounts(rows),
    accounts: new Map(
      [report.account, ...report.links.map(link => link.account)].map(
        account => [account.id, account],
      ),
    ),
  };
}

function describeLink(
  link: LinkReport,
  findings: Finding[],
  rootCause: RootCause | undefined,
): AccountRow {
  const described = describeHops(link.hops, findings, rootCause);
  return {
    id: `${link.account.id}/${link.region}`,
    account: link.account,
    ...(link.reachedBy && {
      reachedBy: link.reachedBy,
      reachedByPhrases: link.reachedByPhrases,
    }),
    region: link.region,
    ...described,
    health: worstHealth([link.health, described.health]),
  };
}

function describeHops(
  hops: HopVerdict[],
  findings: Finding[],
  rootCause: RootCause | undefined,
) {
  const counted = findings.filter(({ waived }) => !waived);
  const health = worstHealth([...hops, ...counted].map(one => one.health));
  return {
    health,
    gates: summarizeGates(hops),
    ...findReason(health, hops, counted, rootCause),
    hops: gateByGate(hops),
    findings: findings.filter(
      ({ message }) => !hops.some(({ reason }) => reason === message),
    ),
  };
}

function findReason(
  health: Health,
  hops: HopVerdict[],
  findings: Finding[],
  rootCause: RootCause | undefined,
): Pick<Row, 'reason' | 'reasonPhrases'> {
  if (health === 'healthy') {
    return {};
  }
  // One wrong thing breaks hops at several gates: it is said, not what follows.
  if (rootCause && hops.some(({ id }) => rootCause.mends.includes(id))) {
    const { reason, reasonPhrases } = rootCause;
    return { reason, reasonPhrases };
  }
  const worst = inOrderOfGates(hops).find(hop => hop.health === health);
  if (worst) {
    const { sentence, sentencePhrase, reason, reasonPhrases } = worst;
    return reason
      ? { reason, reasonPhrases }
      : {
          reason: sentence,
          reasonPhrases: sentencePhrase && [sentencePhrase],
        };
  }
  const found = findings.find(finding => finding.health === health);
  return { reason: found?.message, reasonPhrases: found?.messagePhrases };
}

function gateByGate(hops: HopVerdict[]): HopVerdict[] {
  const judged = gates.map(gate => {
    const members = hops.filter(hop => hop.gate === gate).sort(worstFirst);
    return { members, health: worstHealth(members.map(hop => hop.health)) };
  });
  return judged.sort(worstFirst).flatMap(({ members }) => members);
}

function inOrderOfGates(hops: HopVerdict[]): HopVerdict[] {
  return [...hops].sort(
    (a, b) => gates.indexOf(a.gate) - gates.indexOf(b.gate),
  );
}

function groupByEnvironment(rows: AccountRow[]): EnvironmentGroup[] {
  const byEnvironment = new Map<string | undefined, AccountRow[]>();
  for (const row of rows) {
    const { environment } = row.account;
    byEnvironment.set(environment, [
      ...(byEnvironment.get(environment) ?? []),
      row,
    ]);
  }
  return [...byEnvironment]
    .map(([environment, members]) => ({
      environment,
      health: worstHealth(members.map(row => row.health)),
      gates: worstGates(members),
      rows: members.sort(
        (a, b) => worstFirst(a, b) || nameOf(a).localeCompare(nameOf(b)),
      ),
    }))
    .sort(worstFirst);
}

const gateHealthsFromBest: GateHealth[] = [
  'not-needed',
  'healthy',
  'not-judged',
  ...healthsFromBest.filter(health => health !== 'healthy'),
];

function worstGates(rows: AccountRow[]): Record<Gate, GateHealth> {
  const worst = {} as Record<Gate, GateHealth>;
  for (const gate of gates) {
    const ranks = rows.map(row => gateHealthsFromBest.indexOf(row.gates[gate]));
    worst[gate] = gateHealthsFromBest[Math.max(...ranks)];
  }
  return worst;
}

/** Counts accounts, each as healthy as its worst row. */
export function countAccounts(rows: AccountRow[]): AccountCounts {
  const healthOf = new Map<string, Health>();
  for (const { account, health } of rows) {
    const known = healthOf.get(account.id) ?? 'healthy';
    healthOf.set(account.id, worstHealth([known, health]));
  }
  const counts = {
    total: healthOf.size,
    healthy: 0,
    warning: 0,
    pending: 0,
    unknown: 0,
    broken: 0,
  };
  for (const health of healthOf.values()) {
    counts[health] += 1;
  }
  return counts;
}

function worstFirst(a: { health: Health }, b: { health: Health }): number {
  return healthsFromBest.indexOf(b.health) - healthsFromBest.indexOf(a.health);
}

function nameOf(row: AccountRow): string {
  return row.account.name ?? row.account.id;
}
