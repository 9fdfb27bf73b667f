import {
  hopsOf,
  type HopVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Says of every broken hop of a new report since when it has been broken, which
 * only the report before it can tell. A hop that cannot be read now, but was
 * broken, keeps the time: it may well be broken still.
 */
export function rememberSince(options: {
  report: PipelineReport;
  previous?: PipelineReport;
}): PipelineReport {
  const { report, previous } = options;
  const earlier = new Map<string, string>();
  for (const { id, since } of previous ? hopsOf(previous) : []) {
    if (since) {
      earlier.set(id, since);
    }
  }

  const sinceOf = ({ id, health }: HopVerdict): string | undefined => {
    if (health === 'broken') {
      return earlier.get(id) ?? report.readAt;
    }
    return health === 'unknown' ? earlier.get(id) : undefined;
  };
  const withSince = (hop: HopVerdict): HopVerdict => {
    const { since: _, ...rest } = hop;
    const since = sinceOf(hop);
    return since ? { ...rest, since } : rest;
  };

  return {
    ...report,
    hops: report.hops.map(withSince),
    links: report.links.map(link => ({
      ...link,
      hops: link.hops.map(withSince),
    })),
  };
}
