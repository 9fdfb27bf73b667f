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
});
