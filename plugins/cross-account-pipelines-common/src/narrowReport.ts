import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';

/** What the pipeline needs in its own account. */
const OWN = 'own';

/**
 * What a report says of one link.
 *
 * @param link - account and Region, e.g. `222222222222/eu-west-1`, or `own` for
 *   what the pipeline needs whatever it reaches
 * @returns nothing where the report has no such link
 *
 * @public
 */
export function narrowReport(
  report: PipelineReport,
  link: string,
): PipelineReport | undefined {
  const reached = new Set(report.links.map(({ account }) => account.id));
  reached.delete(report.account.id);
  if (link === OWN) {
    return {
      ...report,
      links: [],
      findings: report.findings.filter(
        ({ account }) => account === undefined || !reached.has(account),
      ),
    };
  }
  const links = report.links.filter(
    ({ account, region }) => `${account.id}/${region}` === link,
  );
  if (links.length === 0) {
    return undefined;
  }
  const [{ account }] = links;
  return {
    ...report,
    hops: [],
    links,
    findings: report.findings.filter(
      finding => finding.account === account.id && reached.has(account.id),
    ),
  };
}
