import {
  describeDocument,
  hopsOf,
  type HopVerdict,
  type PipelineReport,
} from '../report';
import { assessPipeline } from './assessPipeline';
import { explainError } from '../explaining';
import type {
  BrokenEstate,
  ExpectedVerdict,
} from './fixtures/failure-cases/FailureFixture';
import failureCases from './fixtures/failure-cases/failure-cases.json';
import { failureFixtures } from './fixtures/failure-cases/failureFixtures';
import {
  AWAY,
  HOME,
  PIPELINE,
  referenceEstate,
} from './fixtures/failure-cases/referenceEstate';

const now = new Date('2026-11-20T00:00:00Z');

function assess({ broken }: Pick<BrokenEstate, 'broken'>): PipelineReport {
  return assessPipeline({ estate: broken, pipelineArn: PIPELINE, now });
}

function unhealthyHops(report: PipelineReport): string[] {
  const unhealthy = hopsOf(report)
    .filter(({ health }) => health !== 'healthy')
    .map(({ hop }) => hop);
  return [...new Set(unhealthy)].sort();
}

function findVerdict(report: PipelineReport, expected: ExpectedVerdict) {
  const { hop, health = 'broken', about = '' } = expected;
  return hopsOf(report).find(
    verdict =>
      verdict.hop === hop &&
      verdict.health === health &&
      verdict.sentence.includes(about) &&
      (!expected.reason || expected.reason.test(verdict.reason ?? '')),
  );
}

/** The evidence with its documents' names in words. */
function namedEvidence(verdict: HopVerdict | undefined) {
  return verdict?.evidence.map(each => ({
    ...each,
    named: describeDocument(each.document),
  }));
}

/** What of an expectation is asked of the verdict that it finds. */
function detailsOf({ side, account, document, statement }: ExpectedVerdict) {
  const evidence = expect.arrayContaining([
    expect.objectContaining({
      ...(document && { named: expect.stringMatching(document) }),
      ...(statement && { statement }),
    }),
  ]);
  return {
    ...(side && { side }),
    ...(account && { account }),
    ...((document || statement) && { evidence }),
  };
}

describe('the estates that the cases change', () => {
  it.each([
    [{}],
    [{ source: 'CodeCommit' as const }],
    [{ source: 'Connection' as const }],
    [{ deploy: 'S3' as const }],
    [{ deploy: 'CodeDeploy' as const }],
    [{ regions: [HOME, AWAY] }],
  ])('are healthy: %j', options => {
    const report = assess({ broken: referenceEstate(options) });
    expect(unhealthyHops(report)).toEqual([]);
    expect(report.findings).toEqual([]);
  });
});

it('has a fixture for every case, and no other', () => {
  expect(failureFixtures.map(({ id }) => id)).toEqual(
    failureCases.map(({ id }) => id),
  );
  for (const { estates = [], texts = [] } of failureFixtures) {
    expect(estates.length + texts.length).toBeGreaterThan(0);
  }
});

describe.each(failureCases.map(each => [each.id, each.title, each] as const))(
  '%s: %s',
  (id, _, failureCase) => {
    const fixture = failureFixtures.find(each => each.id === id)!;

    for (const { what, mended, broken, ...expected } of fixture.estates ?? []) {
      const { verdict: wanted, finding, also = [] } = expected;
      const report = () => assess({ broken });
      const twin = () => assess({ broken: mended });

      if (wanted) {
        it(`finds that ${what}`, () => {
          const found = findVerdict(report(), wanted);
          expect(found?.reason).toBeTruthy();
          expect({ ...found, evidence: namedEvidence(found) }).toMatchObject(
            detailsOf(wanted),
          );
        });

        it(`blames nothing else when ${what}`, () => {
          const allowed = [wanted.hop, ...also];
          expect(
            unhealthyHops(report()).filter(
              hop => !(allowed as string[]).includes(hop),
            ),
          ).toEqual([]);
        });

        it(`is content without it: ${what}`, () => {
          expect(unhealthyHops(twin())).toEqual([]);
        });
      }

      if (finding) {
        it(`reports that ${what}`, () => {
          expect(report().findings).toContainEqual(
            expect.objectContaining(finding),
          );
          expect(twin().findings.map(({ rule }) => rule)).not.toContain(
            finding.rule,
          );
        });
      }
    }

    for (const { text, ...expected } of fixture.texts ?? []) {
      it(`explains ${text ? 'what people say of it' : 'its text'}`, () => {
        const { first, others = [], ...details } = expected;
        const [likeliest, ...rest] = explainError({
          text: text ?? failureCase.exact_error,
        });
        expect(likeliest).toMatchObject({ hop: first, ...details });
        expect(rest.map(({ hop }) => hop)).toEqual(
          expect.arrayContaining(others),
        );
      });
    }
  },
);
