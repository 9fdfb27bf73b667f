import { hopsOf } from '../../report';
import { applyRemedy } from './applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

const { pipelineArn, pipelineAccount, serviceRoleArn, buildRoleArn } =
  healthyNames;
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const own = `arn:aws:iam::${pipelineAccount}:policy/Edge`;
const document = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: ['s3:Get*', 's3:List*', 'kms:Describe*'],
      Resource: '*',
    },
  ],
};
const denying = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: ['kms:*', 'sts:*'], Resource: '*' },
  ],
};

/** Two roles have a boundary; its remedies, and the estate without what it broke. */
function mend(arn: string, boundary: unknown) {
  let estate = healthyEstate();
  const { roles } = estate.accounts[pipelineAccount];
  for (const roleArn of [serviceRoleArn, buildRoleArn]) {
    const name = arn.split('/')[1];
    roles[roleArn].permissionsBoundary = { name, arn, document: boundary };
  }
  const before = assessPipeline({ estate, pipelineArn });
  const summaries: string[] = [];
  for (let step = 0; step < 20; step++) {
    const { rootCause } = assessPipeline({ estate, pipelineArn });
    if (!rootCause) {
      break;
    }
    const { remedy } = rootCause;
    summaries.push(
      ...[remedy, ...(remedy.also ?? [])].map(({ summary }) => summary),
    );
    estate = applyRemedy({ estate, remedy });
  }
  return {
    broken: hopsOf(before).filter(({ health }) => health === 'broken'),
    summaries: [
      ...summaries,
      ...hopsOf(before).flatMap(({ remedy }) => remedy?.summary ?? []),
    ],
    estate,
    left: hopsOf(assessPipeline({ estate, pipelineArn })).filter(
      ({ health }) => health !== 'healthy',
    ),
  };
}

it.each([
  ['does not allow', document],
  ['denies', denying],
])(
  'takes another boundary in place of one of AWS that %s what is needed',
  (_, boundary) => {
    const { broken, summaries, estate, left } = mend(readOnly, boundary);
    expect(broken).not.toEqual([]);
    expect(left).toEqual([]);
    expect(summaries).not.toEqual([]);
    for (const summary of summaries) {
      expect(summary).toMatch(
        /^Use another permissions boundary for \S+, a customer managed policy that lets .+ pass: AWS manages ReadOnlyAccess, and nobody else can change it\./,
      );
      expect(summary).not.toContain('permissions boundary ReadOnlyAccess');
    }
    const { roles } = estate.accounts[pipelineAccount];
    for (const { permissionsBoundary } of [
      roles[serviceRoleArn],
      roles[buildRoleArn],
    ]) {
      expect(permissionsBoundary?.arn).not.toBe(readOnly);
    }
  },
);

it('changes a boundary of the account itself', () => {
  const { summaries, left } = mend(own, document);
  expect(left).toEqual([]);
  expect(summaries[0]).toContain('the permissions boundary Edge');
});
