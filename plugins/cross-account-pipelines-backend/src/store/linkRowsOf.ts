import type {
  Health,
  HopKind,
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Key of the row of what a pipeline needs in its own account: each has one. */
export const OWN = 'own';

/**
 * A row of the table of links.
 */
export interface LinkTableRow {
  pipeline_arn: string;
  link_key: string;
  pipeline_name: string;
  entity_ref: string | null;
  entity_owner: string | null;
  entity_system: string | null;
  account: string;
  account_name: string | null;
  environment: string | null;
  region: string;
  is_own: boolean;
  health: Health;
  severity: number;
  since: string;
  hop: HopKind | null;
  worst_hop: string | null;
  rules: string;
  read_at: string;
}

/**
 * The rows of a report, one for each account and Region, without what the
 * catalog says.
 *
 * @param options - `earlier` are the rows before, by their key: a health that
 *   stayed keeps its time
 */
export function linkRowsOf(options: {
  report: PipelineReport;
  earlier: ReadonlyMap<string, Pick<LinkTableRow, 'health' | 'since'>>;
}): LinkTableRow[] {
  const { report, earlier } = options;
  const { account, region, hops, links, findings } = report;

  const toRow = (
    linkKey: string,
    link: { account: typeof account; region: string; hops: HopVerdict[] },
    health: Health,
  ): LinkTableRow => {
    const before = earlier.get(linkKey);
    const worst = worstHop(link.hops);
    const rules = findings
      .filter(finding => finding.account === link.account.id)
      .map(({ rule }) => rule);
    return {
      pipeline_arn: report.pipelineArn,
      link_key: linkKey,
      pipeline_name: report.name,
      entity_ref: null,
      entity_owner: null,
      entity_system: null,
      account: link.account.id,
      account_name: link.account.name ?? null,
      environment: link.account.environment ?? null,
      region: link.region,
      is_own: linkKey === OWN,
      health,
      severity: healthsFromBest.indexOf(health),
      since: sinceOf({ before, health, worst, readAt: report.readAt }),
      hop: worst?.hop ?? null,
      worst_hop: worst
        ? JSON.stringify({
            id: worst.id,
            hop: worst.hop,
            sentence: worst.sentence,
            sentencePhrase: worst.sentencePhrase,
            reason: worst.reason,
            reasonPhrases: worst.reasonPhrases,
          })
        : null,
      rules: JSON.stringify([...new Set(rules)].sort()),
      read_at: report.readAt,
    };
  };

  const rows = new Map<string, LinkTableRow>();
  const add = (row: LinkTableRow) => {
    const other = rows.get(row.link_key);
    if (!other || other.severity < row.severity) {
      rows.set(row.link_key, row);
    }
  };
  add(
    toRow(OWN, { account, region, hops }, worstHop(hops)?.health ?? 'healthy'),
  );
  for (const link of links) {
    add(toRow(`${link.account.id}/${link.region}`, link, link.health));
  }
  return [...rows.values()];
}

/** Where there is no row yet, in a database of old, the hop may know more. */
function sinceOf(link: {
  before?: Pick<LinkTableRow, 'health' | 'since'>;
  health: Health;
  worst?: HopVerdict;
  readAt: string;
}): string {
  const { before, health, worst, readAt } = link;
  if (before) {
    return before.health === health ? before.since : readAt;
  }
  return worst?.since ?? readAt;
}

function worstHop(hops: HopVerdict[]): HopVerdict | undefined {
  let worst: HopVerdict | undefined;
  for (const hop of hops) {
    const rank = healthsFromBest.indexOf(hop.health);
    if (rank > (worst ? healthsFromBest.indexOf(worst.health) : 0)) {
      worst = hop;
    }
  }
  return worst;
}
