import {
  describeAccount,
  describeDocument,
  type Evidence,
  type HopVerdict,
  type LinkReport,
  type PipelineReport,
  summarizeGates,
} from 'backstage-plugin-cross-account-pipelines-core';

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
    ...unhealthy(report.hops).map(hop => `  ${describeHop(hop)}`),
    ...report.links.flatMap(link => [
      `${link.health.padEnd(8)} ${describeAccount(link.account)}, ${
        link.region
      }: ${gates(link)}`,
      ...unhealthy(link.hops).map(hop => `  ${describeHop(hop)}`),
    ]),
    ...report.findings.map(({ health, message }) => `${health}: ${message}`),
  ];
}

/**
 * Every broken hop in a line: where, what, why, on which side, and what to do;
 * then what else is broken.
 */
export function describeBroken(report: PipelineReport): string[] {
  const own = report.hops.filter(isBroken).map(describeHop);
  const ofLinks = report.links.flatMap(({ account, region, hops }) =>
    hops
      .filter(isBroken)
      .map(
        hop => `${describeAccount(account)}, ${region}: ${describeHop(hop)}`,
      ),
  );
  const findings = report.findings
    .filter(({ health }) => health === 'broken')
    .map(({ message }) => message);
  return [...own, ...ofLinks, ...findings];
}

/**
 * The verdict on a pipeline in a sentence.
 */
export function describeVerdict({ name, links, hops }: PipelineReport): string {
  const broken = links.filter(({ health }) => health === 'broken');
  if (broken.length > 0) {
    const names = [
      ...new Set(broken.map(({ account }) => describeAccount(account))),
    ];
    return `${name} cannot work in ${names.join(', ')}`;
  }
  if (hops.some(isBroken)) {
    return `${name} cannot work in its own account`;
  }
  const unsettled = links.filter(
    ({ health }) => health === 'unknown' || health === 'pending',
  );
  return unsettled.length > 0
    ? `${name}: ${unsettled.length} of ${links.length} links could not be judged`
    : `${name} can work in every account it reaches`;
}

function describeHop(hop: HopVerdict): string {
  const where = hop.account && `in account ${hop.account}`;
  const side = hop.side && sides[hop.side];
  return [
    `${hop.hop} ${hop.health}: ${hop.sentence}`,
    hop.reason,
    ...hop.evidence.map(describeEvidence),
    hop.remedy
      ? `To do ${[where, side && `(${side})`].filter(Boolean).join(' ')}: ${
          hop.remedy.summary
        }`
      : undefined,
  ]
    .filter(Boolean)
    .map(sentence => sentence!.replace(/\.?$/, '.'))
    .join(' ');
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

function gates({ hops }: LinkReport): string {
  return Object.entries(summarizeGates(hops))
    .map(([gate, health]) => `${gate} ${health}`)
    .join(', ');
}

function unhealthy(hops: HopVerdict[]): HopVerdict[] {
  return hops.filter(({ health }) => health !== 'healthy');
}

function isBroken({ health }: HopVerdict): boolean {
  return health === 'broken';
}
