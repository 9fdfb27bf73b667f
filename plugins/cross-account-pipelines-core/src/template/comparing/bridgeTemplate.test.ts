import {
  bridgeTemplate,
  retagsRole,
  type TemplateState,
} from './bridgeTemplate';
import { parseTemplate } from '../parsing/parseTemplate';
import { resolveTemplate } from '../resolving/resolveTemplate';

function state(
  resources: string,
  parameters: Record<string, string> = {},
  more = '',
): TemplateState {
  const declared = Object.keys(parameters)
    .map(name => `  ${name}: { Type: String }\n`)
    .join('');
  const template = parseTemplate({
    file: 'foundation.yaml',
    text: `${
      declared && `Parameters:\n${declared}`
    }${more}Resources:\n${resources}`,
  });
  return {
    template,
    parameters,
    resolved: resolveTemplate({
      template,
      account: '111111111111',
      region: 'eu-west-1',
      stackName: 'orders-foundation',
      parameters,
    }),
  };
}

const roots = (...accounts: string[]) =>
  `[${accounts.map(account => `'arn:aws:iam::${account}:root'`).join(', ')}]`;

const bucketPolicy = (statements: string) => `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: artifacts
      PolicyDocument:
        Statement:
${statements}
`;

const read = (...accounts: string[]) => `
          - { Sid: Read, Effect: Allow, Principal: { AWS: ${roots(
            ...accounts,
          )} }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::artifacts/*' }`;

const denyBut = (...roles: string[]) => `
          - { Sid: Others, Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': [${roles.join(
            ', ',
          )}] } } }`;

const roleWith = (properties: string) =>
  state(`
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [] }
${properties}`);

const statementsOf = (body: any) =>
  body.Resources.Policy.Properties.PolicyDocument.Statement;

describe('bridgeTemplate', () => {
  it('is not needed where nothing is taken away', () => {
    const before = state(bucketPolicy(read('222222222222')));
    const after = state(bucketPolicy(read('222222222222', '333333333333')));
    expect(bridgeTemplate({ before, after })).toBeUndefined();
    expect(bridgeTemplate({ before, after: before })).toBeUndefined();
  });

  it('allows what both allow', () => {
    const before = state(bucketPolicy(read('222222222222')));
    const after = state(bucketPolicy(read('333333333333')));
    expect(statementsOf(bridgeTemplate({ before, after }))).toEqual([
      expect.objectContaining({
        Sid: 'Read',
        Principal: { AWS: ['arn:aws:iam::333333333333:root'] },
      }),
      expect.objectContaining({
        Sid: 'ReadBefore',
        Principal: { AWS: ['arn:aws:iam::222222222222:root'] },
      }),
    ]);
  });

  it('grows no further when it is made from itself', () => {
    const before = state(bucketPolicy(read('222222222222')));
    const after = state(bucketPolicy(read('333333333333')));
    const bridge = bridgeTemplate({ before, after })!;
    const again = parseTemplate({
      file: 'foundation.yaml',
      text: JSON.stringify(bridge),
    });
    const resolved = resolveTemplate({
      template: again,
      account: '111111111111',
      region: 'eu-west-1',
      stackName: 'orders-foundation',
      parameters: {},
    });
    expect(
      bridgeTemplate({
        before: { template: again, parameters: {}, resolved },
        after,
      }),
    ).toEqual(bridge);
  });

  it('denies only what both deny', () => {
    const before = state(bucketPolicy(denyBut('a', 'b')));
    const after = state(
      bucketPolicy(
        `${denyBut('b', 'c')}
          - { Sid: New, Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*' }`,
      ),
    );
    expect(statementsOf(bridgeTemplate({ before, after }))).toEqual([
      expect.objectContaining({
        Sid: 'Others',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ['b', 'c', 'a'] } },
      }),
    ]);
  });

  it('keeps the values that parameters had', () => {
    const resources = `
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [] }
      Policies:
        - PolicyName: Stacks
          PolicyDocument:
            Statement:
              - { Sid: Change, Effect: Allow, Action: 'cloudformation:*', Resource: !Ref Stack }
              - { Sid: Look, Effect: Allow, Action: 's3:*', Resource: !Sub 'arn:aws:s3:::\${Stack}' }`;
    const bridge = bridgeTemplate({
      before: state(resources, { Stack: 'old' }),
      after: state(resources, { Stack: 'new' }),
    }) as any;
    expect(
      bridge.Resources.Role.Properties.Policies[0].PolicyDocument.Statement.map(
        ({ Sid, Resource }: any) => [Sid, Resource],
      ),
    ).toEqual([
      ['Change', { Ref: 'Stack' }],
      ['Look', { 'Fn::Sub': 'arn:aws:s3:::${Stack}' }],
      ['ChangeBefore', 'old'],
      ['LookBefore', { 'Fn::Sub': 'arn:aws:s3:::old' }],
    ]);
  });

  it('keeps resources and policies that go, with their conditions', () => {
    const role = (policies: string) => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [] }
      ManagedPolicyArns: [arn:aws:iam::aws:policy/${policies ? 'A' : 'B'}]
      Policies: [${policies}]`;
    const before = state(
      `${role(
        '{ PolicyName: Enter, PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] } }',
      )}
  Extra:
    Type: AWS::IAM::ManagedPolicy
    Condition: IsLarge
    Properties:
      Roles: [!Ref Role]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sts:AssumeRole', Resource: !Ref Entered }] }`,
      { Entered: 'arn:aws:iam::222222222222:role/x' },
      'Conditions: { IsLarge: !Not [!Equals [!Ref Entered, ""]] }\n',
    );
    const bridge = bridgeTemplate({ before, after: state(role('')) }) as any;
    expect(bridge.Resources.Role.Properties).toMatchObject({
      ManagedPolicyArns: [
        'arn:aws:iam::aws:policy/B',
        'arn:aws:iam::aws:policy/A',
      ],
      Policies: [{ PolicyName: 'Enter' }],
    });
    expect(bridge.Resources.Extra).toMatchObject({
      Condition: 'IsLargeBefore',
      Properties: {
        PolicyDocument: {
          Statement: [{ Resource: 'arn:aws:iam::222222222222:role/x' }],
        },
      },
    });
    expect(bridge.Conditions).toEqual({
      IsLargeBefore: {
        'Fn::Not': [{ 'Fn::Equals': ['arn:aws:iam::222222222222:role/x', ''] }],
      },
    });
  });

  it('keeps tags of a role, which policies elsewhere may still ask for', () => {
    const tagged = (...keys: string[]) =>
      roleWith(
        `      Tags: [${keys.map(key => `{ Key: ${key}, Value: x }`).join()}]`,
      );
    const tagsOf = (body: any) =>
      body?.Resources.Role.Properties.Tags.map(({ Key }: any) => Key);
    const before = tagged('team', 'cost');
    expect(
      tagsOf(bridgeTemplate({ before, after: tagged('Team', 'stage') })),
    ).toEqual(['Team', 'stage', 'cost']);
    expect(tagsOf(bridgeTemplate({ before, after: roleWith('') }))).toEqual([
      'team',
      'cost',
    ]);
    expect(
      bridgeTemplate({ before, after: tagged('cost', 'team', 'stage') }),
    ).toBeUndefined();
  });

  it('keeps old values of tags where it is told to', () => {
    const tagged = (team: string, stage: string) =>
      roleWith(
        `      Tags: [{ Key: Team, Value: ${team} }, { Key: stage, Value: ${stage} }]`,
      );
    const before = tagged('a', 'dev');
    const after = tagged('b', 'prod');
    const keptTags = new Set(['team']);
    const bridge: any = bridgeTemplate({ before, after, keptTags });
    expect(bridge.Resources.Role.Properties.Tags).toEqual([
      { Key: 'Team', Value: 'a' },
      { Key: 'stage', Value: 'prod' },
    ]);
    expect(bridgeTemplate({ before, after })).toBeUndefined();
    expect(retagsRole({ before, after }, keptTags)).toBe(true);
    expect(retagsRole({ before, after }, new Set(['cost']))).toBe(false);
    expect(retagsRole({ before, after: tagged('a', 'prod') }, keptTags)).toBe(
      false,
    );
    expect(
      bridgeTemplate({ before, after: tagged('a', 'prod'), keptTags }),
    ).toBeUndefined();
  });

  it('keeps what a role had where it has none of that any more', () => {
    const bridge = bridgeTemplate({
      before: roleWith(`      ManagedPolicyArns: [arn:aws:iam::aws:policy/A]
      Policies: [{ PolicyName: Enter, PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }] } }]`),
      after: roleWith(''),
    }) as any;
    expect(bridge.Resources.Role.Properties).toMatchObject({
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/A'],
      Policies: [{ PolicyName: 'Enter' }],
    });
  });
});
