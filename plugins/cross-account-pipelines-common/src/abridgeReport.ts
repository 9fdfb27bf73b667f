import type {
  Finding,
  HopVerdict,
  PipelineReport,
  RootCause,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  gates,
  type PipelineExecution,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * A report with what is seen of it at a glance: for each gate of a link the
 * first of its worst hops, in words and without the documents, and one finding
 * for each health. Verdicts are what they were, so that whoever counts, sums up
 * or sorts them finds the same.
 *
 * @public
 */
export function abridgeReport(report: PipelineReport): PipelineReport {
  const mended = new Set(report.rootCause?.mends);
  const kept = new Set<string>();
  const abridge = (hops: HopVerdict[]): HopVerdict[] => {
    const chosen = chooseHops(hops, mended);
    chosen.forEach(({ id }) => mended.has(id) && kept.add(id));
    return chosen.map(withoutDocuments);
  };
  const { rootCause, ...rest } = report;
  const abridged = {
    ...rest,
    hops: abridge(report.hops),
    links: report.links.map(link => ({ ...link, hops: abridge(link.hops) })),
    findings: chooseFindings(report.findings),
  };
  return rootCause
    ? { ...abridged, rootCause: abridgeCause(rootCause, kept) }
    : abridged;
}

/**
 * A run with what is seen of it at a glance: what explains an error is in words
 * and without the documents.
 *
 * @public
 */
export function abridgeExecution(run: PipelineExecution): PipelineExecution {
  return {
    ...run,
    stages: run.stages.map(stage => ({
      ...stage,
      actions: stage.actions.map(action =>
        action.error
          ? {
              ...action,
              error: {
                ...action.error,
                explanations: action.error.explanations.map(explanation =>
                  explanation.verdict
                    ? {
                        ...explanation,
                        verdict: withoutDocuments(explanation.verdict),
                      }
                    : explanation,
                ),
              },
            }
          : action,
      ),
    })),
  };
}

function chooseHops(
  hops: HopVerdict[],
  mended: ReadonlySet<string>,
): HopVerdict[] {
  const chosen = new Set<HopVerdict>();
  const add = (hop: HopVerdict | undefined) => hop && chosen.add(hop);
  for (const gate of gates) {
    const own = hops.filter(hop => hop.gate === gate);
    const worst = worstHealth(own.map(({ health }) => health));
    add(own.find(({ health }) => health === worst));
  }
  // The account that a build may enter is named whether it may or not.
  hops.filter(({ hop }) => hop === 'H13').forEach(add);
  add(hops.find(({ id }) => mended.has(id)));
  return hops.filter(hop => chosen.has(hop));
}

function withoutDocuments(verdict: HopVerdict): HopVerdict {
  const {
    caller: _,
    resource,
    remedy: __,
    actions: ___,
    sentencePhrase,
    reason,
    reasonPhrases,
    ...rest
  } = verdict;
  return {
    ...rest,
    ...(verdict.hop === 'H13' && resource && { resource }),
    ...(verdict.health !== 'healthy' && {
      ...(sentencePhrase && { sentencePhrase }),
      ...(reason && { reason }),
      ...(reasonPhrases && { reasonPhrases }),
    }),
    evidence: [],
  };
}

function chooseFindings(findings: Finding[]): Finding[] {
  const chosen = new Map<string, Finding>();
  for (const { remedy: _, ...finding } of findings) {
    const { account, health, waived } = finding;
    const key = `${account} ${health} ${waived !== undefined}`;
    if (!chosen.has(key)) {
      chosen.set(key, { ...finding, evidence: [] });
    }
  }
  return [...chosen.values()];
}

function abridgeCause(cause: RootCause, kept: ReadonlySet<string>): RootCause {
  const { summary, summaryPhrases, account, document } = cause.remedy;
  return {
    ...cause,
    remedy: {
      summary,
      ...(summaryPhrases && { summaryPhrases }),
      account,
      document,
    },
    mends: cause.mends.filter(id => kept.has(id)),
  };
}
