import {
  type Finding,
  hopsOf,
  type HopVerdict,
  type PipelineReport,
  type Waived,
} from 'backstage-plugin-cross-account-pipelines-core';
import { worstHealth } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Waiver } from './Waiver';

/**
 * A report in which warnings that somebody puts up with count for no verdict.
 * They stay in it, and say who puts up with them, why and until when. What is
 * broken or not known stays so, whoever puts up with it.
 *
 * @param day - the day on which it is read, e.g. `2027-03-31`
 *
 * @public
 */
export function applyWaivers(
  report: PipelineReport,
  waivers: Waiver[],
  day: string,
): PipelineReport {
  const valid = waivers.filter(({ until }) => until >= day);
  if (valid.length === 0) {
    return report;
  }
  const find = (rule: string, accounts: Array<string | undefined>) => {
    const found = valid.find(
      waiver =>
        waiver.rule === rule &&
        (waiver.account === undefined || accounts.includes(waiver.account)),
    );
    return found && toWaived(found);
  };
  const ofHop = (hop: HopVerdict, account: string): HopVerdict => {
    const waived =
      hop.health === 'warning' && find(hop.hop, [hop.account, account]);
    return waived ? { ...hop, health: 'healthy', waived } : hop;
  };
  const ofFinding = (finding: Finding): Finding => {
    const waived =
      finding.health === 'warning' && find(finding.rule, [finding.account]);
    return waived ? { ...finding, waived } : finding;
  };
  const { account } = report;
  const applied: PipelineReport = {
    ...report,
    hops: report.hops.map(hop => ofHop(hop, account.id)),
    links: report.links.map(link => {
      const hops = link.hops.map(hop => ofHop(hop, link.account.id));
      return { ...link, hops, health: worstHealth(hops.map(healthOf)) };
    }),
    findings: report.findings.map(ofFinding),
  };
  return {
    ...applied,
    health: worstHealth([
      ...hopsOf(applied).map(healthOf),
      ...applied.findings.filter(({ waived }) => !waived).map(healthOf),
    ]),
  };
}

function healthOf<T>({ health }: { health: T }): T {
  return health;
}

function toWaived({ reason, until, createdBy }: Waiver): Waived {
  return { reason, until, by: createdBy };
}
