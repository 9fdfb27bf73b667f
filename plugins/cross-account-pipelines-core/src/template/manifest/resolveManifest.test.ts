import { resolveManifest } from './resolveManifest';
import type { ManifestStack } from './StackManifest';

function resolve(
  stacks: Array<Partial<ManifestStack>>,
  templates: Record<string, string>,
) {
  return resolveManifest({
    manifest: {
      version: 1,
      stacks: stacks.map(stack => ({
        phase: 'target',
        account: '012345678901',
        region: 'eu-west-1',
        stackName: 'orders',
        template: 'stack.yaml',
        ...stack,
      })),
    },
    templates,
  });
}

describe('resolveManifest', () => {
  it('updates a stack that is named again, with the parameters it has', () => {
    const { stacks, problems } = resolve(
      [
        { parameters: { Account: '111111111111' } },
        { parameters: { Pass: 'second' } },
      ],
      {
        'stack.yaml': `Parameters:
  Account: {Type: String}
  Pass: {Type: String, Default: first}
Conditions: {IsFirst: !Equals [!Ref Pass, first]}
Resources:
  First: {Type: AWS::SNS::Topic, Condition: IsFirst}
  Second:
    Type: AWS::SNS::Topic
    Properties: {TopicName: !Sub 'of-\${Account}'}
  Third:
    Type: AWS::SNS::Topic
    Properties: {TopicName: !If [IsFirst, !Ref Nobody, third]}
`,
      },
    );
    expect(problems).toEqual([]);
    expect(stacks).toHaveLength(1);
    const { resources } = stacks[0].resolved;
    expect(Object.keys(resources)).toEqual(['Second', 'Third']);
    expect(resources.Second.properties.TopicName).toBe('of-111111111111');
  });

  it('knows which resources only an update makes', () => {
    const { stacks } = resolve(
      [
        { parameters: { Pass: 'first' } },
        { stackName: 'between', template: 'between.yaml' },
        { parameters: { Pass: 'second' } },
      ],
      {
        'stack.yaml': `Parameters:
  Pass: {Type: String}
Conditions: {IsSecond: !Equals [!Ref Pass, second]}
Resources:
  Always: {Type: AWS::SNS::Topic}
  Later: {Type: AWS::SNS::Topic, Condition: IsSecond}
`,
        'between.yaml': 'Resources: {Topic: {Type: AWS::SNS::Topic}}',
      },
    );
    expect(stacks.map(({ madeAt }) => madeAt)).toEqual([
      { Always: 0, Later: 2 },
      { Topic: 1 },
    ]);
  });

  it('recognizes names that AWS made up for what a stack makes', () => {
    const { stacks } = resolve(
      [
        {
          stackName: 'user',
          template: 'user.yaml',
          parameters: {
            Roles:
              'arn:aws:iam::012345678901:role/orders-Role-1A2B3C4D5E6F7,arn:aws:iam::012345678901:role/other-Role-1A2B3C4D5E6F7',
            Bucket: 'orders-bucket-1a2b3c4d5e6f',
          },
        },
        {},
      ],
      {
        'stack.yaml':
          'Resources: {Role: {Type: AWS::IAM::Role}, Bucket: {Type: AWS::S3::Bucket}}',
        'user.yaml': `Parameters: {Roles: {Type: CommaDelimitedList}, Bucket: {Type: String}}
Resources: {T: {Type: AWS::SNS::Topic, Properties: {Roles: !Ref Roles, Bucket: !Ref Bucket}}}
`,
      },
    );
    expect(stacks[0].resolved.resources.T.properties).toEqual({
      Roles: [
        'arn:aws:iam::012345678901:role/orders-Role-000000000000',
        'arn:aws:iam::012345678901:role/other-Role-1A2B3C4D5E6F7',
      ],
      Bucket: 'orders-bucket-000000000000',
    });
  });

  it('hands stored parameters from stack to stack of one Region', () => {
    const reader = {
      stackName: 'reader',
      template: 'reader.yaml',
      parameters: { Name: '/name' },
    };
    const { stacks } = resolve(
      [{}, reader, { ...reader, region: 'us-east-1' }],
      {
        'stack.yaml': `Resources:
  Name:
    Type: AWS::SSM::Parameter
    Properties: {Name: /name, Type: String, Value: !Ref AWS::StackName}
`,
        'reader.yaml': `Parameters: {Name: {Type: 'AWS::SSM::Parameter::Value<String>'}}
Resources: {T: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name}}}
`,
      },
    );
    expect(
      stacks.slice(1).map(({ resolved }) => resolved.resources.T.physicalId),
    ).toEqual([
      'arn:aws:sns:eu-west-1:012345678901:orders',
      'arn:aws:sns:us-east-1:012345678901:{{resolve:ssm:/name}}',
    ]);
  });

  it('looks into the StackSets of a template, account by account', () => {
    const inner = `Parameters: {Team: {Type: String}, Size: {Type: String}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub '\${Team}-\${Size}-\${AWS::Region}'
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
`;
    const { stacks, problems } = resolve([{ parameters: { Team: 'a' } }], {
      'stack.yaml': JSON.stringify({
        Parameters: { Team: { Type: 'String' } },
        Resources: {
          Fleet: {
            Type: 'AWS::CloudFormation::StackSet',
            Properties: {
              StackSetName: 'fleet',
              PermissionModel: 'SELF_MANAGED',
              Parameters: [
                { ParameterKey: 'Team', ParameterValue: { Ref: 'Team' } },
                { ParameterKey: 'Size', ParameterValue: 'small' },
              ],
              StackInstancesGroup: [
                {
                  DeploymentTargets: {
                    Accounts: ['111111111111', '222222222222'],
                  },
                  Regions: ['eu-west-1'],
                },
                {
                  DeploymentTargets: { Accounts: ['111111111111'] },
                  Regions: ['us-east-1'],
                  ParameterOverrides: [
                    { ParameterKey: 'Size', ParameterValue: 'large' },
                  ],
                },
              ],
              TemplateBody: inner,
            },
          },
        },
      }),
    });
    expect(problems).toEqual([]);
    expect(
      stacks.map(({ stack, ofStackSetIn, resolved: { resources } }) => [
        stack.account,
        stack.region,
        stack.stackName,
        ofStackSetIn?.stackName,
        resources.Role?.physicalId,
      ]),
    ).toEqual([
      ['012345678901', 'eu-west-1', 'orders', undefined, undefined],
      ...[
        ['111111111111', 'eu-west-1', 'a-small-eu-west-1'],
        ['222222222222', 'eu-west-1', 'a-small-eu-west-1'],
        ['111111111111', 'us-east-1', 'a-large-us-east-1'],
      ].map(([account, region, role]) => [
        account,
        region,
        'StackSet-fleet',
        'orders',
        role,
      ]),
    ]);
  });

  it.each([
    ['text that is no template', { TemplateBody: 'a' }],
    ['a template elsewhere', { TemplateURL: 'https://s3.example/t.yaml' }],
    ['groups of another shape', { TemplateBody: '{}', StackInstancesGroup: 1 }],
    ['targets of another shape', { StackInstancesGroup: [{ Regions: 'x' }] }],
  ])('takes a StackSet with %s', (_, properties) => {
    const { stacks } = resolve([{}], {
      'stack.yaml': JSON.stringify({
        Resources: {
          Fleet: {
            Type: 'AWS::CloudFormation::StackSet',
            Properties: {
              StackInstancesGroup: [
                {
                  DeploymentTargets: { Accounts: ['111111111111'] },
                  Regions: ['eu-west-1'],
                },
              ],
              ...properties,
            },
          },
        },
      }),
    });
    expect(stacks.map(({ stack }) => stack.stackName)).toEqual(['orders']);
  });
});
