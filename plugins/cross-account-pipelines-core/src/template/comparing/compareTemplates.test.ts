import { compareTemplates } from './compareTemplates';
import { parseTemplate } from '../parsing/parseTemplate';
import { resolveTemplate } from '../resolving/resolveTemplate';

function stack(resources: string) {
  return resolveTemplate({
    template: parseTemplate({
      text: `Resources:\n${resources}`,
      file: 'stack.yaml',
    }),
    account: '012345678901',
    region: 'eu-west-1',
    stackName: 'orders',
  });
}

const role = (statements: string, own = '') => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deployer
      AssumeRolePolicyDocument: {Statement: []}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [${statements}]
${own}`;

const bucketPolicy = (statements: string) => `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: b
      PolicyDocument: {Statement: [${statements}]}
`;

const change = (before: string, after: string) =>
  compareTemplates({ before: stack(before), after: stack(after) });

const sentences = (before: string, after: string) =>
  change(before, after).flatMap(({ widened }) =>
    widened.map(({ sentence }) => sentence),
  );

const read =
  "{Effect: Allow, Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::a']}";

describe('compareTemplates', () => {
  it('finds nothing where nothing changed, however it is written', () => {
    expect(
      change(
        role(read),
        role(
          "{Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::a'], Effect: Allow}",
        ),
      ),
    ).toEqual([]);
  });

  it('calls everything added in a stack that is not there yet', () => {
    expect(compareTemplates({ after: stack(role(read)) })).toEqual([
      {
        logicalId: 'Role',
        type: 'AWS::IAM::Role',
        change: 'added',
        properties: [],
        widened: [
          {
            sentence: 'allows s3:GetObject, s3:ListBucket on arn:aws:s3:::a',
            path: ['Policies', 0, 'PolicyDocument', 'Statement', 0],
          },
        ],
      },
    ]);
  });

  it('names the properties that differ', () => {
    expect(
      change(role(read), role(read.replace(", 's3:ListBucket'", ''))),
    ).toEqual([
      {
        logicalId: 'Role',
        type: 'AWS::IAM::Role',
        change: 'changed',
        properties: ['Policies'],
        widened: [],
        narrowed: ['no longer allows s3:ListBucket on arn:aws:s3:::a'],
      },
    ]);
  });

  it.each([
    [
      'a renamed resource',
      role(read),
      role(read).replace('RoleName: deployer', 'RoleName: other'),
    ],
    ['a moved role', role(read), role(read, '      Path: /teams/')],
    [
      'the policy of another bucket',
      bucketPolicy(''),
      bucketPolicy('').replace('Bucket: b', 'Bucket: c'),
    ],
  ])('calls %s replaced', (_, before, after) => {
    expect(change(before, after)).toMatchObject([{ change: 'replaced' }]);
  });

  it('says what is removed and what only leaves the stack', () => {
    const topics = `
  Kept: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}
  Lost: {Type: AWS::SNS::Topic}
`;
    expect(change(role(read) + topics, role(read))).toEqual([
      {
        logicalId: 'Kept',
        type: 'AWS::SNS::Topic',
        change: 'removed',
        retained: true,
        properties: [],
        widened: [],
      },
      {
        logicalId: 'Lost',
        type: 'AWS::SNS::Topic',
        change: 'removed',
        properties: [],
        widened: [],
      },
    ]);
  });

  it('counts what would become of a resource when it goes', () => {
    const topic = (policy: string) =>
      `  Topic: {Type: AWS::SNS::Topic, DeletionPolicy: ${policy}}\n`;
    expect(change(topic('Retain'), topic('Delete'))).toMatchObject([
      { change: 'changed', properties: ['DeletionPolicy'] },
    ]);
  });
});

describe('permissions that get wider', () => {
  const allow = (own: string) =>
    `{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*'${own}}`;

  it.each([
    [
      'another action',
      allow(''),
      allow('').replace("'s3:GetObject'", "['s3:GetObject', 's3:PutObject']"),
      ['allows s3:PutObject on arn:aws:s3:::a/*'],
    ],
    [
      'a wildcard in the place of an action',
      allow(''),
      allow('').replace('s3:GetObject', 's3:Get*'),
      ['allows s3:Get* on arn:aws:s3:::a/*'],
    ],
    [
      'a shorter pattern',
      allow('').replace('s3:GetObject', 's3:Get?bject'),
      allow('').replace('s3:GetObject', 's3:Get*bject'),
      ['allows s3:Get*bject on arn:aws:s3:::a/*'],
    ],
    [
      'another resource',
      allow(''),
      allow('').replace('arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'),
      ['allows s3:GetObject on arn:aws:s3:::b/*'],
    ],
    [
      'a resource that only begins alike',
      allow(''),
      allow('').replace('arn:aws:s3:::a/*', 'arn:aws:s3:::a*'),
      ['allows s3:GetObject on arn:aws:s3:::a*'],
    ],
    [
      'one statement more',
      allow(''),
      `${allow('')}, {Effect: Allow, Action: '*', Resource: '*'}`,
      ['allows * on *'],
    ],
    [
      'a condition that is dropped',
      allow(', Condition: {StringEquals: {aws:PrincipalOrgID: o-1}}'),
      allow(''),
      ['allows s3:GetObject on arn:aws:s3:::a/*'],
    ],
    [
      'a condition with another value',
      allow(', Condition: {ArnLike: {aws:SourceArn: [x]}}'),
      allow(', Condition: {ArnLike: {aws:SourceArn: [x, v]}}'),
      ['allows s3:GetObject on arn:aws:s3:::a/* if ArnLike aws:SourceArn x, v'],
    ],
    [
      'a negated condition with a value less',
      allow(', Condition: {StringNotEquals: {aws:SourceAccount: [x, v]}}'),
      allow(', Condition: {StringNotEquals: {aws:SourceAccount: [x]}}'),
      [
        'allows s3:GetObject on arn:aws:s3:::a/* if StringNotEquals aws:SourceAccount x',
      ],
    ],
    [
      'a condition of another operator',
      allow(', Condition: {StringEquals: {aws:PrincipalOrgID: o-1}}'),
      allow(', Condition: {StringEqualsIfExists: {aws:PrincipalOrgID: o-1}}'),
      [
        'allows s3:GetObject on arn:aws:s3:::a/* if StringEqualsIfExists aws:PrincipalOrgID o-1',
      ],
    ],
    [
      'an exception less',
      "{Effect: Allow, NotAction: ['iam:*', 'sts:*'], Resource: '*'}",
      "{Effect: Allow, NotAction: ['iam:*'], Resource: '*'}",
      ['allows everything except iam:* on *'],
    ],
    [
      'an exception that a policy variable may stand for',
      "{Effect: Allow, Action: '*', NotResource: 'a/${aws:username}'}",
      "{Effect: Allow, Action: '*', Resource: 'a/b'}",
      ['allows * on a/b'],
    ],
    [
      'a Deny that is dropped',
      "{Effect: Deny, Action: 'iam:*', Resource: '*'}",
      '',
      ['no longer denies iam:* on *'],
    ],
    [
      'a Deny that comes under a condition',
      "{Effect: Deny, Action: 'iam:*', Resource: '*'}",
      "{Effect: Deny, Action: 'iam:*', Resource: '*', Condition: {Bool: {aws:x: 'true'}}}",
      ['no longer denies iam:* on *'],
    ],
    [
      'a Deny with an exception more',
      "{Effect: Deny, NotAction: ['s3:*'], Resource: '*'}",
      "{Effect: Deny, NotAction: ['s3:*', 'iam:*'], Resource: '*'}",
      ['no longer denies everything except s3:* on *'],
    ],
  ])('are: %s', (_, before, after, expected) => {
    expect(sentences(role(before), role(after))).toEqual(expected);
  });

  it.each([
    [
      'what a wildcard allowed',
      allow('').replace('s3:GetObject', 'S3:Get*'),
      `${allow('')}, ${allow('').replace('a/*', 'a/b/*')}`,
    ],
    [
      'what was allowed with fewer conditions',
      allow(''),
      allow(', Condition: {StringEquals: {aws:PrincipalOrgID: o-1}}'),
    ],
    [
      'what one value less lets through',
      allow(', Condition: {ArnLike: {aws:SourceArn: [x, v*]}}'),
      allow(', Condition: {ArnLike: {AWS:SourceArn: [vw]}, Bool: {a: b}}'),
    ],
    [
      'what one excluded value more leaves',
      allow(', Condition: {StringNotEquals: {aws:SourceAccount: [x]}}'),
      allow(', Condition: {StringNotEquals: {aws:SourceAccount: [x, v]}}'),
    ],
    [
      'what was in no exception',
      "{Effect: Allow, NotAction: ['iam:*', 'sts:*'], Resource: '*'}",
      "{Effect: Allow, NotAction: ['iam:*', 'sts:*', 's3:*'], Resource: '*'}, {Effect: Allow, Action: 's3:GetObject', Resource: '*'}",
    ],
    [
      'a Deny that a wider one takes the place of',
      "{Effect: Deny, Action: 'iam:PassRole', Resource: '*', Condition: {Bool: {a: b}}}",
      "{Effect: Deny, Action: 'iam:*', Resource: '*'}",
    ],
    [
      'statements in another order, put together otherwise',
      "{Effect: Allow, Action: 'a:x', Resource: '*'}, {Effect: Allow, Action: 'a:y', Resource: '*'}",
      "{Sid: New, Effect: Allow, Action: ['a:y', 'a:x'], Resource: ['*']}",
    ],
  ])('are not: %s', (_, before, after) => {
    expect(sentences(role(before), role(after))).toEqual([]);
  });

  const grant = (principal: string) =>
    bucketPolicy(
      `{Sid: Read, Effect: Allow, Principal: ${principal}, Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['b', 'b/*']}`,
    );

  it('put together what is said of several principals', () => {
    const [one, two, three] = ['111', '222', '333'].map(
      digits => `'${digits.repeat(4)}'`,
    );
    expect(
      change(
        grant(`{AWS: [${one}]}`),
        grant(`{AWS: [${one}, ${two}, ${three}]}`),
      ),
    ).toMatchObject([
      {
        widened: [
          {
            sentence:
              'allows 222222222222, 333333333333: s3:GetObject, s3:ListBucket on b, b/*',
            path: ['PolicyDocument', 'Statement', 0],
            sid: 'Read',
          },
        ],
      },
    ]);
  });

  it.each([
    ['{AWS: "111111111111"}', '"*"', ['*']],
    [
      '{AWS: "111111111111"}',
      '{Service: codepipeline.amazonaws.com}',
      ['codepipeline.amazonaws.com'],
    ],
    ['{AWS: "111111111111"}', '{AWS: "arn:aws:iam::111111111111:root"}', []],
    ['"*"', '{AWS: "111111111111"}', []],
    [
      '{AWS: "arn:aws:iam::111111111111:root"}',
      '{AWS: "arn:aws:iam::111111111111:role/x"}',
      ['arn:aws:iam::111111111111:role/x'],
    ],
  ])('tell who was allowed already: %s, then %s', (before, after, who) => {
    expect(sentences(grant(before), grant(after))).toEqual(
      who.map(
        principal =>
          `allows ${principal}: s3:GetObject, s3:ListBucket on b, b/*`,
      ),
    );
  });

  it('do not take a trust for a permission of the role', () => {
    const trusting = role('').replace(
      '{Statement: []}',
      "{Statement: [{Effect: Allow, Principal: '*', Action: 'sts:AssumeRole'}]}",
    );
    const assume = "{Effect: Allow, Action: 'sts:AssumeRole', Resource: '*'}";
    expect(
      sentences(
        trusting,
        trusting.replace('Statement: []', `Statement: [${assume}]`),
      ),
    ).toEqual(['allows sts:AssumeRole on *']);
  });

  it.each([
    [
      'a managed policy that is attached',
      '      ManagedPolicyArns: [x]',
      '      ManagedPolicyArns: [v, x]',
      [{ sentence: 'allows what v allows', path: ['ManagedPolicyArns', 0] }],
    ],
    [
      'a boundary that is another',
      '      PermissionsBoundary: x',
      '      PermissionsBoundary: v',
      [
        {
          sentence: 'is no longer bounded by x',
          path: ['PermissionsBoundary'],
        },
      ],
    ],
    [
      'a boundary that is dropped',
      '      PermissionsBoundary: x',
      '',
      [{ sentence: 'is no longer bounded by x' }],
    ],
    ['a boundary that is set', '', '      PermissionsBoundary: x', []],
  ])('are those of a role, too: %s', (_, before, after, widened) => {
    expect(change(role('', before), role('', after))).toMatchObject([
      { widened },
    ]);
  });

  it('are those of a policy that applies to one more role', () => {
    const policy = (roles: string) => `
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties: {Roles: [${roles}], PolicyDocument: {Statement: []}}
`;
    expect(sentences(policy('a'), policy('a, b'))).toEqual([
      'applies to role b as well',
    ]);
  });

  it('are of what is removed its Denies only', () => {
    expect(
      sentences(
        role(
          `${read}, {Effect: Deny, Action: 'iam:*', Resource: '*'}`,
          '      PermissionsBoundary: x',
        ),
        '  Topic: {Type: AWS::SNS::Topic}\n',
      ),
    ).toEqual(['no longer denies iam:* on *']);
  });
});
