import {
  healthsFromBest,
  type HopVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { z } from 'zod';

/**
 * Shape of the reports that are stored now. Raise it, and tell
 * {@link parseStoredReport} how to read the shape before, whenever what reads a
 * report could stumble over an older one.
 *
 * - 1: documents were named in words
 * - 2: documents are named by data
 */
export const REPORT_VERSION = 2;

const health = z.enum(healthsFromBest as [string, ...string[]]);
const account = z.looseObject({ id: z.string() });
const hops = z.array(
  z.looseObject({
    id: z.string(),
    hop: z.string(),
    gate: z.string(),
    health,
    sentence: z.string(),
    evidence: z.array(z.unknown()),
  }),
);
const reportSchema = z.looseObject({
  pipelineArn: z.string(),
  name: z.string(),
  account,
  region: z.string(),
  health,
  hops,
  links: z.array(z.looseObject({ account, region: z.string(), health, hops })),
  findings: z.array(z.looseObject({ rule: z.string(), message: z.string() })),
  unseen: z.array(z.unknown()),
  readAt: z.string(),
});

/**
 * Reads a report that some version of this plugin stored.
 *
 * @returns nothing for what is damaged, or of a version that is not known: the
 *   next check replaces it
 */
export function parseStoredReport(
  text: string,
  version: number,
): PipelineReport | undefined {
  if (version > REPORT_VERSION) {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success } = reportSchema.safeParse(value);
  if (!success) {
    return undefined;
  }
  const report = value as PipelineReport;
  return version < 2 ? withoutDocuments(report) : report;
}

/** The verdicts stand; what was named in words cannot be found again. */
function withoutDocuments(report: PipelineReport): PipelineReport {
  const strip = (hop: HopVerdict): HopVerdict => {
    const { caller: _, resource: __, remedy: ___, ...rest } = hop;
    return { ...rest, evidence: [] };
  };
  return {
    ...report,
    hops: report.hops.map(strip),
    links: report.links.map(link => ({ ...link, hops: link.hops.map(strip) })),
    findings: report.findings.map(({ remedy: _, ...finding }) => ({
      ...finding,
      evidence: [],
    })),
  };
}
