import type { PipelineReport } from '../report';
import type { Estate } from '../estate';
import { assessPipeline } from './assessPipeline';
import { explainError } from '../explaining';
import { everyProvider, everyProviderNames } from './fixtures/everyProvider';
import failureCases from './fixtures/failure-cases/failure-cases.json';
import { failureFixtures } from './fixtures/failure-cases/failureFixtures';
import { allow, policy } from './fixtures/failure-cases/policies';
import {
  artifactKey,
  AWAY,
  bucketPolicyOf,
  changed,
  group,
  HOME,
  HUB,
  PIPELINE,
  referenceEstate,
  SPOKE,
} from './fixtures/failure-cases/referenceEstate';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';
import { inPartition } from './fixtures/inPartition';

const now = new Date('2026-11-20T00:00:00Z');

const otherPartitions = [
  ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'],
] as const;

function inRegions<T>(value: T, home: string, away: string): T {
  return inPartition(value, {
    [HOME]: home,
    'eu-west-1': home,
    [AWAY]: away,
    'us-east-1': away,
  });
}

/** ARNs are longer in other partitions, and the policies that hold them. */
function withoutSizes(report: PipelineReport): PipelineReport {
  return JSON.parse(
    JSON.stringify(report)
      .replace(/has \d+ characters/g, 'has characters')
      .replace(/"size":"\d+"/g, '"size":""'),
  );
}

function withLargeBucketPolicy(estate: Estate): Estate {
  return changed(estate, copy => {
    bucketPolicyOf(copy).Statement.push(
      ...Array.from({ length: 200 }, (_, at) =>
        allow(
          `Statement${at}`,
          's3:GetObject',
          `arn:aws:s3:::x/${'x'.repeat(40)}`,
        ),
      ),
    );
  });
}

/** Every estate of the other tests, with the pipeline to assess in it. */
const estates: Array<[string, Estate, string]> = [
  ['the healthy pipeline', healthyEstate(), healthyNames.pipelineArn],
  [
    'a pipeline of every provider',
    everyProvider(),
    everyProviderNames.pipelineArn,
  ],
  [
    'a bucket policy that is too large',
    withLargeBucketPolicy(referenceEstate()),
    PIPELINE,
  ],
  ...failureFixtures.flatMap(({ id, estates: broken = [] }) =>
    broken.map(({ what, broken: estate }): [string, Estate, string] => [
      `${id}: ${what}`,
      estate,
      PIPELINE,
    ]),
  ),
];

describe.each(otherPartitions)('in %s', (_, home, away) => {
  const there = <T>(value: T) => inRegions(value, home, away);

  it.each(estates)('says the same of %s', (_what, estate, pipelineArn) => {
    const report = assessPipeline({
      estate: there(estate),
      pipelineArn: there(pipelineArn),
      now,
    });
    const here = assessPipeline({ estate, pipelineArn, now });
    expect(withoutSizes(report)).toEqual(withoutSizes(there(here)));
  });

  it.each(failureCases.map(each => [each.title, each.exact_error]))(
    'explains in the same way: %s',
    (_title, text) => {
      const kinds = (said: string) =>
        explainError({ text: said }).map(({ hop, side }) => [hop, side]);
      expect(kinds(there(text))).toEqual(kinds(text));
    },
  );

  it('takes the grant of a key to an account for one', () => {
    const estate = changed(referenceEstate(), copy => {
      const key = copy.accounts[HUB].keys[artifactKey(HOME)];
      key.policy = { Version: '2012-10-17', Statement: [] };
      key.grants = [
        {
          grantee: `arn:aws:iam::${SPOKE}:root`,
          operations: ['Decrypt', 'DescribeKey'],
        },
      ];
    });
    const { hops } = assessPipeline({
      estate: there(estate),
      pipelineArn: there(PIPELINE),
      now,
    }).links[0];
    expect(hops.find(({ hop }) => hop === 'H6')?.health).toBe('healthy');
  });
});

describe.each([['aws', HOME, AWAY] as const, ...otherPartitions])(
  'CodeDeploy in %s',
  (_, home, away) => {
    it.each([
      ['codedeploy.amazonaws.com', 'healthy'],
      [`codedeploy.${HOME}.amazonaws.com`, 'healthy'],
      [`codedeploy.${AWAY}.amazonaws.com`, 'broken'],
    ])('is let in as %s: %s', (Service, health) => {
      const serviceRole = `arn:aws:iam::${SPOKE}:role/codedeploy`;
      const estate = changed(
        referenceEstate({ deploy: 'CodeDeploy' }),
        copy => {
          const { deploymentGroups, roles } = copy.accounts[SPOKE];
          deploymentGroups![group(SPOKE)].serviceRole = serviceRole;
          roles[serviceRole] = {
            arn: serviceRole,
            trustPolicy: policy({
              ...allow('CodeDeploy', 'sts:AssumeRole', []),
              Resource: undefined,
              Principal: { Service },
            }),
            policies: [],
          };
        },
      );
      const { hops } = assessPipeline({
        estate: inRegions(estate, home, away),
        pipelineArn: inRegions(PIPELINE, home, away),
        now,
      }).links[0];
      const entrance = hops.find(({ sentence }) =>
        sentence.startsWith('CodeDeploy may assume'),
      );
      expect(entrance?.health).toBe(health);
    });
  },
);
