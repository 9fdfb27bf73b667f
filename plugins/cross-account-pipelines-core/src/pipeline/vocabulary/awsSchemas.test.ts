import type * as z from 'zod';
import {
  accountId,
  artifactPath,
  bucketName,
  connectionArn,
  keyArn,
  pipelinePartName,
  policyArn,
  policyStatement,
  region,
  roleArn,
  roleArnPattern,
  topicArn,
} from './awsSchemas';

/** What is wrong with a value, and nothing where nothing is. */
function problemsOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(' '),
  );
}

const account = '012345678901';

it.each<[string, z.ZodType, string, string[], unknown[]]>([
  [
    'accountId',
    accountId,
    'must be twelve digits',
    [account],
    ['12345678901', '0123456789012', 'x12345678901', '01234567890x'],
  ],
  [
    'region',
    region,
    'must be an AWS Region such as eu-west-1',
    ['eu-west-1', 'us-gov-west-1', 'cn-north-1'],
    ['eu-west', 'europe', 'x-eu-west-1'],
  ],
  [
    'policyArn',
    policyArn,
    'must be the ARN of a managed policy such as arn:aws:iam::aws:policy/ReadOnlyAccess',
    [
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws-cn:iam::aws:policy/job-function/Billing',
      `arn:aws:iam::${account}:policy/team/a+b=c,d.e@f_g-h`,
      'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/bounds',
    ],
    [
      `arn:aws:iam::${account}:role/x`,
      `arn:aws:iam::12345678901:policy/x`,
      `arn:aws:iam::${account}:policy/`,
      `arn:aws:iam::${account}:policy/a b`,
      `an arn:aws:iam::${account}:policy/x`,
      'arn:${AWS::StackName}:iam::aws:policy/x',
    ],
  ],
  [
    'roleArn',
    roleArn,
    'must be the ARN of a role such as arn:aws:iam::111111111111:role/deployer',
    [
      `arn:aws:iam::${account}:role/deployer`,
      `arn:aws-us-gov:iam::${account}:role/a.b/c@d/e_f-g=h,i+j`,
      `arn:aws:iam::${account}:role/${'x'.repeat(64)}`,
    ],
    [
      `arn:aws:iam::${account}:role/`,
      `arn:aws:iam::${account}:role/*`,
      `arn:aws:iam::*:role/deployer`,
      `arn:aws:iam::${account}:role/${'x'.repeat(65)}`,
      `arn:aws:iam::${account}:user/deployer`,
      `an arn:aws:iam::${account}:role/deployer`,
    ],
  ],
  [
    'roleArnPattern',
    roleArnPattern,
    'must be the ARN of a role, perhaps with *, such as arn:aws:iam::*:role/deployer',
    [
      'arn:aws:iam::*:role/deployer',
      `arn:aws:iam::${account}:role/teams/*`,
      `arn:aws-cn:iam::${account}:role/a+b=c,d.e@f_g-h`,
    ],
    [
      'arn:aws:iam::**:role/deployer',
      'arn:aws:iam::*:role/',
      'arn:aws:iam::*:role/a b',
      'arn:aws:iam::*:user/deployer',
      'an arn:aws:iam::*:role/deployer',
    ],
  ],
  [
    'keyArn',
    keyArn,
    'must be the ARN of a key, not of an alias, such as arn:aws:kms:eu-west-1:111111111111:key/…',
    [
      `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      `arn:aws-cn:kms:cn-north-1:${account}:key/mrk-1234ABCD`,
    ],
    [
      `arn:aws:kms:eu-west-1:${account}:alias/artifacts`,
      `arn:aws:kms::${account}:key/1`,
      `arn:aws:kms:eu-west-1:1:key/1`,
      `arn:aws:kms:eu-west-1:${account}:key/`,
      `arn:aws:kms:eu-west-1:${account}:key/1/2`,
    ],
  ],
  [
    'topicArn',
    topicArn,
    'must be the ARN of a topic',
    [
      `arn:aws:sns:eu-west-1:${account}:approve-orders.fifo`,
      `arn:aws:sns:eu-west-1:${account}:${'x'.repeat(256)}`,
    ],
    [
      `arn:aws:sqs:eu-west-1:${account}:approve`,
      `arn:aws:sns:eu-west-1:${account}:`,
      `arn:aws:sns:eu-west-1:${account}:${'x'.repeat(257)}`,
      `arn:aws:sns:eu-west-1:1:approve`,
    ],
  ],
  [
    'connectionArn',
    connectionArn,
    'must be the ARN of a connection such as arn:aws:codeconnections:eu-west-1:111111111111:connection/…',
    [
      `arn:aws:codeconnections:eu-west-1:${account}:connection/1-a`,
      `arn:aws:codestar-connections:eu-west-1:${account}:connection/1-A`,
    ],
    [
      `arn:aws:codestar:eu-west-1:${account}:connection/1`,
      `arn:aws:codeconnections:eu-west-1:${account}:host/1`,
      `arn:aws:codeconnections:eu-west-1:${account}:connection/`,
      `arn:aws:codeconnections::${account}:connection/1`,
    ],
  ],
  [
    'bucketName',
    bucketName,
    'must be the name of a bucket: lower case, digits, dots and hyphens',
    ['abc', 'orders.artifacts-1', '0-0', 'x'.repeat(63)],
    ['Abc', '-abc', 'abc-', 'a_c', 'a/c'],
  ],
  [
    'pipelinePartName',
    pipelinePartName,
    'must be letters, digits and . @ _ -',
    ['Build', 'a.b@c_d-e0', 'x'.repeat(100)],
    ['a b', 'a/b', 'ä'],
  ],
  [
    'artifactPath',
    artifactPath,
    'must be a path within the artifact such as template.yaml',
    ['template.yaml', 'a/b/.c/..d/e', '…'],
    ['/a', '../a', 'a/../b', './a', 'a/.', 'a/..', 'a::b', 'a\\b'],
  ],
])(
  '%s takes what AWS takes, and says what it is',
  (_, schema, message, good, bad) => {
    for (const value of good) {
      expect([value, ...problemsOf(schema, value)]).toEqual([value]);
    }
    for (const value of bad) {
      expect([value, ...problemsOf(schema, value)]).toEqual([value, message]);
    }
  },
);

it.each<[string, z.ZodType, number]>([
  ['region', region, 25],
  ['policyArn', policyArn, 2048],
  ['roleArn', roleArn, 2048],
  ['roleArnPattern', roleArnPattern, 2048],
  ['keyArn', keyArn, 2048],
  ['topicArn', topicArn, 512],
  ['connectionArn', connectionArn, 256],
  ['bucketName', bucketName, 63],
  ['pipelinePartName', pipelinePartName, 100],
  ['artifactPath', artifactPath, 800],
])('%s is bounded', (_, schema, most) => {
  expect(problemsOf(schema, 'x'.repeat(most + 1))).toEqual([
    `must have at most ${most} characters`,
  ]);
  expect(problemsOf(schema, 'x'.repeat(most))).not.toContain(
    `must have at most ${most} characters`,
  );
});

it('wants at least three characters of a bucket', () => {
  expect(problemsOf(bucketName, 'ab')).toEqual([
    'must have at least 3 characters',
  ]);
});

describe('policyStatement', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

  it.each<[string, object]>([
    ['the plainest', statement],
    [
      'a Deny of everything else',
      {
        Sid: 'Else1',
        Effect: 'Deny',
        NotAction: ['s3:*', 'kms:*'],
        NotResource: ['arn:aws:s3:::a'],
      },
    ],
    [
      'one with a condition',
      {
        ...statement,
        Condition: {
          StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1/*'] },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] },
        },
      },
    ],
  ])('takes %s', (_, given) => {
    expect(problemsOf(policyStatement, given)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['another effect', { Effect: 'Maybe' }, ['Effect must be Allow or Deny']],
    [
      'no action',
      { Action: undefined },
      ['must have either Action or NotAction'],
    ],
    [
      'both actions',
      { NotAction: 's3:*' },
      ['must have either Action or NotAction'],
    ],
    [
      'no resource',
      { Resource: undefined },
      ['must have either Resource or NotResource'],
    ],
    [
      'both resources',
      { NotResource: '*' },
      ['must have either Resource or NotResource'],
    ],
    ['a Sid with a space', { Sid: 'a b' }, ['Sid must be letters and digits']],
    [
      'a Sid that is too long',
      { Sid: 'x'.repeat(129) },
      ['Sid must have at most 128 characters'],
    ],
    [
      'an operator that is a function',
      { Condition: { Ref: { 'aws:a': 'b' } } },
      ['Condition.Ref must be a condition operator'],
    ],
    [
      'an operator in lower case',
      { Condition: { stringEquals: { 'aws:a': 'b' } } },
      ['Condition.stringEquals must be a condition operator'],
    ],
    [
      'a key that is a function',
      { Condition: { StringEquals: { 'Fn::Sub': 'b' } } },
      ['Condition.StringEquals.Fn::Sub must not be a CloudFormation function'],
    ],
    [
      'a key without a service',
      { Condition: { StringEquals: { name: 'b' } } },
      [
        'Condition.StringEquals.name must be a condition key such as aws:RequestedRegion',
      ],
    ],
  ])('names %s', (_, more, problems) => {
    const { error } = policyStatement.safeParse({ ...statement, ...more });
    const told = (error?.issues ?? []).flatMap(issue =>
      issue.code === 'invalid_key'
        ? issue.issues.map(
            ({ message }) => `${issue.path.join('.')} ${message}`,
          )
        : [[issue.path.join('.'), issue.message].filter(Boolean).join(' ')],
    );
    expect(told).toEqual(problems);
  });

  it.each(['Action', 'NotAction', 'Resource', 'NotResource'])(
    'wants at least one in a list: %s',
    element => {
      const { Action: _, Resource: __, ...rest } = statement;
      const given = {
        ...rest,
        ...(element.endsWith('Action') ? { Resource: '*' } : { Action: '*' }),
      };
      expect(
        policyStatement.safeParse({ ...given, [element]: [] }).success,
      ).toBe(false);
      for (const value of ['a', ['a'], ['a', 'b', 'c']]) {
        expect(
          policyStatement.safeParse({ ...given, [element]: value }).success,
        ).toBe(true);
      }
    },
  );
});
