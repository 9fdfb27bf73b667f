import { join } from 'node:path';
import { asData, readRecorded } from '../fixtures/readRecorded';
import type { Estate } from '../estate';
import {
  describeDocument,
  hopsOf,
  type HopVerdict,
  type PipelineReport,
  type Remedy,
} from '../report';
import { assessPipeline } from './assessPipeline';
import { breakages, mendedProviders } from './fixtures/brokenProviders';
import { damaged, damages, statementPaths } from './fixtures/damagedEstates';
import { everyProviderNames } from './fixtures/everyProvider';
import { failureFixtures } from './fixtures/failure-cases/failureFixtures';
import { PIPELINE } from './fixtures/failure-cases/referenceEstate';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const file = join(__dirname, 'fixtures', 'recordedReports.json');
const now = new Date('2026-11-20T00:00:00Z');

const whole = healthyEstate({ targets: healthyNames.targets.slice(0, 1) });

/** Those of the damages that are mended in ways of their own. */
const telling = [
  'is denied where a key is not what it has to be',
  'asks for an external id',
  'lacks its first action',
];

type Case = [what: string, pipelineArn: string, estate: () => Estate];

const cases: Case[] = [
  ...failureFixtures.flatMap(({ id, estates = [] }) =>
    estates.map(
      ({ what, broken }): Case => [`${id}: ${what}`, PIPELINE, () => broken],
    ),
  ),
  ...telling.flatMap(what =>
    statementPaths(whole).map(
      (path): Case => [
        `one provider: ${path.join('/')} ${what}`,
        healthyNames.pipelineArn,
        () => damaged(whole, path, damages[what]),
      ],
    ),
  ),
  ...Object.entries({
    'nothing is wrong': (_: Estate) => {},
    ...breakages,
  }).map(
    ([what, breakDown]): Case => [
      `every provider: ${what}`,
      everyProviderNames.pipelineArn,
      () => {
        const estate = mendedProviders();
        breakDown(estate);
        return estate;
      },
    ],
  ),
];

/** The lines that a diff changes, in one. */
function tellDiff(diff: string | undefined): string | undefined {
  return diff
    ?.split('\n')
    .filter(line => /^[-+](?!-- |\+\+ )/.test(line))
    .map(line => line.replace(/\s+/, ''))
    .join(' ');
}

function tellRemedy(remedy: Remedy): object {
  const { summary, account, document, diff, template, also } = remedy;
  return {
    summary,
    change: `${describeDocument(document)} in ${account}`,
    template,
    diff: tellDiff(diff),
    also: also?.map(tellRemedy),
  };
}

type Reasons = Pick<HopVerdict, 'reason' | 'evidence' | 'remedy'>;

/** A remedy that was told before only by its summary. */
function tellReasons(
  { reason, evidence, remedy }: Reasons,
  told: Set<string>,
): object {
  const isNew = remedy && !told.has(JSON.stringify(remedy));
  told.add(JSON.stringify(remedy));
  return {
    reason,
    evidence: evidence.map(({ document, account, statement, source }) =>
      [
        `${describeDocument(document)} in ${account}`,
        ...(statement ? [statement] : []),
        ...(source ? [`${source.file}:${source.line}`] : []),
      ].join(', '),
    ),
    remedy: isNew ? tellRemedy(remedy) : remedy?.summary,
  };
}

/** All that a report says of what is not healthy. */
function tell(report: PipelineReport): unknown {
  const { health, findings, rootCause, unseen } = report;
  const told = new Set<string>();
  return {
    health,
    hops: hopsOf(report)
      .filter(hop => hop.health !== 'healthy')
      .map(hop => ({
        hop: `${hop.id} ${hop.health}, ${hop.side} side, ${hop.account}`,
        ...tellReasons(hop, told),
      })),
    findings: findings.map(finding => ({
      finding: `${finding.rule} ${finding.health}, ${finding.account}`,
      ...tellReasons({ ...finding, reason: finding.message }, told),
    })),
    rootCause: rootCause && {
      hop: rootCause.hop,
      reason: rootCause.reason,
      remedy: rootCause.remedy.summary,
      mends: rootCause.mends,
    },
    unseen: unseen.map(({ sentence }) => sentence),
  };
}

const tellAll = () =>
  Object.fromEntries(
    cases.map(([what, pipelineArn, estate]) => [
      what,
      tell(assessPipeline({ estate: estate(), pipelineArn, now })),
    ]),
  );

describe('a report', () => {
  const recorded = readRecorded(
    file,
    process.env.UPDATE_GOLDEN && tellAll(),
  ) as Record<string, unknown>;

  it('is recorded for each of the cases, and for no other', () => {
    expect(Object.keys(recorded)).toEqual(cases.map(([what]) => what));
  });

  it.each(cases)('says of %s what is recorded', (what, pipelineArn, estate) => {
    const report = assessPipeline({ estate: estate(), pipelineArn, now });
    expect(asData(tell(report))).toEqual(recorded[what]);
  });
});
