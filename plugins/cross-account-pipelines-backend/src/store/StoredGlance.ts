import {
  abridgeExecution,
  abridgeReport,
  type PipelineExecution,
  type Waiver,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type { StoredPipeline } from './PipelineStore';
import { isReport, REPORT_VERSION } from './StoredReport';

/**
 * What a glance needs of a pipeline's row: reports are ten times as long.
 */
export interface GlanceRow {
  pipeline_arn: string;
  owner_ref: string | null;
  /** Absent until tags were read. */
  tagged_ref: string | null;
  /** Of the report, and of what is seen of it at a glance. */
  report_version: number | null;
  gone_at: string | null;
  error: string | null;
  glance: string | null;
  glance_until: string | null;
  /** When AWS was read; ISO 8601. The report was made then, or has held since. */
  read_at: string | null;
}

export const GLANCE_COLUMNS: ReadonlyArray<keyof GlanceRow> = [
  'pipeline_arn',
  'owner_ref',
  'tagged_ref',
  'report_version',
  'gone_at',
  'error',
  'glance',
  'glance_until',
  'read_at',
];

/**
 * @param day - on which it is read
 * @returns nothing where the report itself has to be looked at: it is of an older
 *   version, or a waiver has run out
 */
export function readGlance(
  row: GlanceRow,
  day: string,
): StoredPipeline | undefined {
  const { glance, glance_until: until } = row;
  if (
    glance === null ||
    row.gone_at !== null ||
    row.report_version !== REPORT_VERSION ||
    (until !== null && until < day)
  ) {
    return undefined;
  }
  const read = parseGlance(glance);
  const { read_at: readAt } = row;
  return (
    read && {
      pipelineArn: row.pipeline_arn,
      ...(row.owner_ref && { ownerRef: row.owner_ref }),
      ...(row.tagged_ref !== null && { tagsWereRead: true as const }),
      isAbridged: true,
      ...read,
      ...(readAt !== null && { report: { ...read.report, readAt } }),
      ...(row.error && { error: row.error }),
    }
  );
}

/**
 * What is stored of a report for a glance, with its waivers applied.
 *
 * @param shown - `waivers` are those that count today
 */
export function writeGlance(shown: {
  report: PipelineReport;
  executions?: PipelineExecution[];
  waivers: Waiver[];
}): Pick<GlanceRow, 'glance' | 'glance_until'> {
  const { report, executions, waivers } = shown;
  const [until] = waivers.map(waiver => waiver.until).sort();
  return {
    glance: JSON.stringify({
      report: abridgeReport(report),
      ...(executions && { executions: newestOf(executions) }),
    }),
    glance_until: until ?? null,
  };
}

/** The same with other runs. */
export function writeGlanceRuns(
  glance: string,
  executions: PipelineExecution[],
): string {
  return JSON.stringify({
    ...JSON.parse(glance),
    executions: newestOf(executions),
  });
}

/** What is seen at a glance of a pipeline that was read in full. */
export function abridgePipeline(pipeline: StoredPipeline): StoredPipeline {
  const { report, executions } = pipeline;
  return report
    ? {
        ...pipeline,
        isAbridged: true,
        report: abridgeReport(report),
        ...(executions && { executions: newestOf(executions) }),
      }
    : pipeline;
}

function newestOf(executions: PipelineExecution[]): PipelineExecution[] {
  return executions.slice(0, 1).map(abridgeExecution);
}

function parseGlance(
  text: string,
): { report: PipelineReport; executions?: PipelineExecution[] } | undefined {
  try {
    const { report, executions } = JSON.parse(text);
    return isReport(report)
      ? { report, ...(Array.isArray(executions) && { executions }) }
      : undefined;
  } catch {
    return undefined;
  }
}
