import {
  hopsOf,
  type HopVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Says of every broken hop and of every warning of a new report since when it
 * has been so, which only the report before it can tell. A hop that cannot be
 * read now, but was broken, keeps the time: it may well be broken still.
 */
export function rememberSince(options: {
  report: PipelineReport;
  previous?: PipelineReport;
}): PipelineReport {
  const { report, previous } = options;
  const earlier = new Map<string, HopVerdict>();
  for (const hop of previous ? hopsOf(previous) : []) {
    if (hop.since) {
      earlier.set(hop.id, hop);
    }
  }

  const sinceOf = ({ id, health }: HopVerdict): string | undefined => {
    const before = earlier.get(id);
    // What was unknown and has a time was broken before that.
    const wasBroken = before && before.health !== 'warning';
    switch (health) {
      case 'broken':
        return wasBroken ? before.since : report.readAt;
      case 'unknown':
        return wasBroken ? before.since : undefined;
      case 'warning':
        return before?.health === 'warning' ? before.since : report.readAt;
      default:
        return undefined;
    }
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
