import {
  describeDocument,
  describeHop,
  describeLink,
  type Evidence,
  type HopVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  describeAccountAndRegion,
  inSentences,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

const sides = {
  caller: 'the side that calls',
  resource: 'the side that is called',
  definition: 'the pipeline definition',
};

/**
 * A report in lines for a log: one for each account, and the reason under those
 * that are not healthy.
 */
export function describeReport(report: PipelineReport): string[] {
  return [
    ...unhealthy(report.hops).map(hop => `  ${hopLine(hop)}`),
    ...report.links.flatMap(link => [
      `${link.health.padEnd(8)} ${describeLink(link)}`,
      ...unhealthy(link.hops).map(hop => `  ${hopLine(hop)}`),
    ]),
    ...report.findings.map(({ health, message }) => `${health}: ${message}`),
  ];
}

/**
 * What to change first, then every broken hop in a line: where, what, why, on
 * which side, and what to do; then what else is broken.
 */
export function describeBroken(report: PipelineReport): string[] {
  const own = report.hops.filter(isBroken).map(hopLine);
  const ofLinks = report.links.flatMap(link =>
    link.hops
      .filter(isBroken)
      .map(hop => `${describeAccountAndRegion(link)}: ${hopLine(hop)}`),
  );
  const findings = report.findings
    .filter(({ health }) => health === 'broken')
    .map(({ message }) => message);
  return [...firstOfAll(report), ...own, ...ofLinks, ...findings];
}

/** Worth a line of its own where one change mends several hops. */
function firstOfAll({ rootCause }: PipelineReport): string[] {
  return rootCause && rootCause.mends.length > 1
    ? [
        inSentences([
          `One change mends ${rootCause.mends.length} hops: ${rootCause.remedy.summary}`,
          rootCause.reason,
        ]),
      ]
    : [];
}

function hopLine(hop: HopVerdict): string {
  const where = hop.account && `in account ${hop.account}`;
  const side = hop.side && sides[hop.side];
  return inSentences([
    `${hop.hop} ${hop.health}: ${describeHop(hop)}`,
    ...hop.evidence.map(describeEvidence),
    hop.remedy
      ? `To do ${[where, side && `(${side})`].filter(Boolean).join(' ')}: ${
          hop.remedy.summary
        }`
      : undefined,
  ]);
}

function describeEvidence({ document, statement, source }: Evidence): string {
  const place = source && [source.file, source.line].filter(Boolean).join(':');
  return [
    `See ${describeDocument(document)}`,
    statement && `statement ${statement}`,
    place && `in ${place}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function unhealthy(hops: HopVerdict[]): HopVerdict[] {
  return hops.filter(({ health }) => health !== 'healthy');
}

function isBroken({ health }: HopVerdict): boolean {
  return health === 'broken';
}
