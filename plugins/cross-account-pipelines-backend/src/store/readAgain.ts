import type {
  Evidence,
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * A report that was made earlier, of documents that were read again since and
 * were the same.
 *
 * @param readAt - when the oldest of them was read; ISO 8601
 */
export function readAgain(
  report: PipelineReport,
  readAt: string,
): PipelineReport {
  const evidence = (each: Evidence): Evidence =>
    each.readAt ? { ...each, readAt } : each;
  const hop = (verdict: HopVerdict): HopVerdict => ({
    ...verdict,
    evidence: verdict.evidence.map(evidence),
  });
  return {
    ...report,
    readAt,
    hops: report.hops.map(hop),
    links: report.links.map(link => ({ ...link, hops: link.hops.map(hop) })),
    findings: report.findings.map(finding => ({
      ...finding,
      evidence: finding.evidence.map(evidence),
    })),
  };
}
