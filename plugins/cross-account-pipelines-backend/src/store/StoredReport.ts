import type {
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Shape of the reports that are stored now. Raise it, and tell
 * {@link parseStoredReport} how to read the shape before, whenever what reads a
 * report could stumble over an older one.
 *
 * - 1: documents were named in words
 * - 2: documents are named by data
 * - 3: what was not seen is more than its English sentence
 */
export const REPORT_VERSION = 3;

type Part = Record<string, unknown>;

const healths: ReadonlySet<unknown> = new Set(healthsFromBest);

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasTexts(part: Part, ...names: string[]): boolean {
  return names.every(name => typeof part[name] === 'string');
}

function isListOf(value: unknown, isOne: (part: Part) => boolean): boolean {
  return (
    Array.isArray(value) && value.every(part => isPart(part) && isOne(part))
  );
}

function isAccount(value: unknown): boolean {
  return isPart(value) && hasTexts(value, 'id');
}

function isHop(hop: Part): boolean {
  return (
    hasTexts(hop, 'id', 'hop', 'gate', 'sentence') &&
    healths.has(hop.health) &&
    Array.isArray(hop.evidence)
  );
}

/**
 * What reads a report relies on. Written out, since each card that is looked at
 * asks for it and a report may have thousands of hops: a schema takes as long as
 * all the rest.
 */
export function isReport(value: unknown): value is PipelineReport {
  return (
    isPart(value) &&
    hasTexts(value, 'pipelineArn', 'name', 'region', 'readAt') &&
    isAccount(value.account) &&
    healths.has(value.health) &&
    isListOf(value.hops, isHop) &&
    isListOf(
      value.links,
      link =>
        isAccount(link.account) &&
        hasTexts(link, 'region') &&
        healths.has(link.health) &&
        isListOf(link.hops, isHop),
    ) &&
    isListOf(value.findings, finding => hasTexts(finding, 'rule', 'message')) &&
    isListOf(value.unseen, each => hasTexts(each, 'sentence'))
  );
}

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
  const current = version < 3 ? withUnseenPhrases(value) : value;
  if (!isReport(current)) {
    return undefined;
  }
  return version < 2 ? withoutDocuments(current) : current;
}

/** What was not seen was said in English only. */
function withUnseenPhrases(value: unknown): unknown {
  return isPart(value) && Array.isArray(value.unseen)
    ? { ...value, unseen: value.unseen.map(sentence => ({ sentence })) }
    : value;
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
