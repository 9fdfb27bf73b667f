import { parseTemplate } from '../parsing/parseTemplate';
import { resolveTemplate } from './resolveTemplate';

function resolve(
  text: string,
  options: {
    parameters?: Record<string, string>;
    imports?: Record<string, unknown>;
    region?: string;
  } = {},
) {
  return resolveTemplate({
    template: parseTemplate({ text, file: 'stack.yaml' }),
    account: '012345678901',
    region: 'eu-west-1',
    stackName: 'orders',
    ...options,
  });
}

describe('resolveTemplate', () => {
  it('foretells names and ARNs, so that resources can name each other', () => {
    const { resources, outputs, problems } = resolve(`
Parameters:
  RoleName: {Type: String, Default: deployer}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Path: /pipelines/
      Policies:
        - PolicyName: use
          PolicyDocument:
            Statement: [{Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt Key.Arn}]
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: 'kms:*', Resource: '*'}]
  Bucket: {Type: AWS::S3::Bucket}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
Outputs:
  Objects: {Value: !Sub '\${Bucket.Arn}/*'}
  Topic: {Value: !Ref Topic}
  KeyId: {Value: !Ref Key}
`);
    expect(problems).toEqual([]);
    const keyId = outputs.KeyId;
    expect(keyId).toMatch(
      /^00000000-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    expect(resources.Role).toEqual({
      type: 'AWS::IAM::Role',
      physicalId: 'deployer',
      arn: 'arn:aws:iam::012345678901:role/pipelines/deployer',
      properties: {
        RoleName: 'deployer',
        Path: '/pipelines/',
        Policies: [
          {
            PolicyName: 'use',
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'kms:Decrypt',
                  Resource: `arn:aws:kms:eu-west-1:012345678901:key/${keyId}`,
                },
              ],
            },
          },
        ],
      },
    });
    expect(outputs.Objects).toBe('arn:aws:s3:::orders-bucket-000000000000/*');
    expect(outputs.Topic).toBe('arn:aws:sns:eu-west-1:012345678901:news');
  });

  it('gives the same key the same id, and another key another', () => {
    const text =
      'Resources: {A: {Type: AWS::KMS::Key}, B: {Type: AWS::KMS::Key}}';
    const [first, again, elsewhere] = [
      resolve(text),
      resolve(text),
      resolve(text, { region: 'us-east-1' }),
    ].map(({ resources }) => resources);
    expect(first.A.arn).toBe(again.A.arn);
    expect(first.A.physicalId).not.toBe(first.B.physicalId);
    expect(first.A.physicalId).not.toBe(elsewhere.A.physicalId);
  });

  it.each([
    ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
    ['eu-west-1', 'aws', 'amazonaws.com'],
  ])('follows the partition of %s', (region, partition, suffix) => {
    const { resources, outputs } = resolve(
      `
Resources: {Role: {Type: AWS::IAM::Role, Properties: {RoleName: x}}}
Outputs: {Host: {Value: !Sub 's3.\${AWS::Region}.\${AWS::URLSuffix}'}}
`,
      { region },
    );
    expect(resources.Role.arn).toBe(
      `arn:${partition}:iam::012345678901:role/x`,
    );
    expect(outputs.Host).toBe(`s3.${region}.${suffix}`);
  });

  it('makes only what its conditions allow', () => {
    const text = `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
Resources:
  Always: {Type: AWS::SNS::Topic, Properties: {TopicName: !If [IsProd, !Ref Prod, plain]}}
  Prod: {Type: AWS::SQS::Queue, Condition: IsProd, Properties: {QueueName: q}}
  Dev: {Type: AWS::SQS::Queue, Condition: IsDev}
Outputs:
  Queue: {Condition: IsProd, Value: !GetAtt Prod.Arn}
`;
    const dev = resolve(text, { parameters: { Stage: 'dev' } });
    expect(Object.keys(dev.resources)).toEqual(['Always', 'Dev']);
    expect(dev.outputs).toEqual({});
    const prod = resolve(text, { parameters: { Stage: 'prod' } });
    expect(Object.keys(prod.resources)).toEqual(['Always', 'Prod']);
    expect(prod.outputs).toEqual({
      Queue: 'arn:aws:sqs:eu-west-1:012345678901:q',
    });
    expect(prod.resources.Always.properties.TopicName).toBe(
      'https://sqs.eu-west-1.amazonaws.com/012345678901/q',
    );
    expect([...dev.problems, ...prod.problems]).toEqual([]);
  });

  it('splits lists and takes imports', () => {
    const { resources, exports, problems } = resolve(
      `
Parameters: {Arns: {Type: CommaDelimitedList}}
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Resource: !Ref Arns
      Key: !ImportValue shared-key
Outputs: {Policy: {Value: !Ref Policy, Export: {Name: !Sub '\${AWS::StackName}-policy'}}}
`,
      {
        parameters: { Arns: 'a, b' },
        imports: { 'shared-key': 'arn:aws:kms:::key/1' },
      },
    );
    expect(problems).toEqual([]);
    expect(resources.Policy.properties).toEqual({
      Resource: ['a', 'b'],
      Key: 'arn:aws:kms:::key/1',
    });
    expect(exports).toEqual({
      'orders-policy':
        'arn:aws:iam::012345678901:policy/orders-Policy-000000000000',
    });
  });

  it('names every problem with its place and resolves the rest', () => {
    const { problems, resources } = resolve(
      `Parameters:
  Account: {Type: String, AllowedPattern: '\\d{12}'}
  Size: {Type: Number, MaxValue: 5}
  Missing: {Type: String}
Conditions:
  Loop: !Condition Loop
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref Missing
      Description: !Sub '\${Nobody.Arn}'
      MaxSessionDuration: 3600
  Queue:
    Type: AWS::SQS::Queue
    Condition: Loop
  Topic:
    Type: AWS::SNS::Topic
    Properties: {TopicName: !GetAtt Topic.TopicName}
`,
      { parameters: { Account: '12345678901', Size: '6', Extra: 'x' } },
    );
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '1: parameter Extra is given, but the template has none of that name',
      "2: parameter Account is '12345678901'; it has to match \\d{12}",
      "3: parameter Size is '6', which is more than 5",
      '4: parameter Missing has neither a value nor a default',
      '12: the template has no parameter or resource Nobody',
      '16: condition Loop rests on itself',
      '19: the name of Topic rests on itself',
    ]);
    expect(resources.Role.properties).toEqual({
      RoleName: '{{parameter Missing has no value}}',
      Description: '{{the template has no parameter or resource Nobody}}',
      MaxSessionDuration: 3600,
    });
  });

  it('says what it cannot foretell in words', () => {
    const { outputs } = resolve(`
Resources: {Vpc: {Type: AWS::EC2::VPC}}
Outputs: {Block: {Value: !GetAtt Vpc.CidrBlock}}
`);
    expect(outputs.Block).toBe('{{only AWS knows CidrBlock of Vpc}}');
  });

  it('knows what stands for a resource, or says that it does not', () => {
    const { outputs } = resolve(`
Resources:
  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {StateMachineName: flow}}
  Vpc: {Type: AWS::EC2::VPC}
Outputs:
  Flow: {Value: !Ref Flow}
  Vpc: {Value: !Ref Vpc}
`);
    expect(outputs).toEqual({
      Flow: 'arn:aws:states:eu-west-1:012345678901:stateMachine:flow',
      Vpc: '{{only AWS knows how it will call Vpc}}',
    });
  });

  it('keeps what only AWS can resolve to the value that it is for', () => {
    const { resources, outputs, conditions, problems } = resolve(
      `Parameters:
  KeyArn: {Type: 'AWS::SSM::Parameter::Value<String>'}
  Accounts: {Type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>', Default: /accounts}
  Stage: {Type: String, Default: prod}
Conditions:
  IsOpen: !Equals [!Ref KeyArn, x]
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - {Action: a, Resource: !Ref KeyArn}
          - {Action: b, Resource: !ImportValue nobody}
          - {Action: c, Resource: !Sub '\${AWS::AccountId}/x'}
          - {Action: d, Resource: !If [IsOpen, e, f]}
          - {Action: g, Resource: !Select [1, !Split [':', !Ref KeyArn]]}
          - {Action: h, Resource: !Select [1, !Ref Accounts]}
Outputs:
  Key: {Value: !Sub 'is \${KeyArn}'}
`,
      { parameters: { KeyArn: '/key' } },
    );
    const { Statement } = resources.Policy.properties.PolicyDocument as any;
    const open = '{{only AWS knows what resolve:ssm:/key stands for}}';
    expect(Statement.map(({ Resource }: any) => Resource)).toEqual([
      '{{resolve:ssm:/key}}',
      '{{no stack exports nobody}}',
      '012345678901/x',
      '{{condition IsOpen cannot be decided: only AWS knows what resolve:ssm:/key stands for}}',
      open,
      '{{only AWS knows what resolve:ssm:/accounts stands for}}',
    ]);
    expect(outputs.Key).toBe('is {{resolve:ssm:/key}}');
    expect(conditions).toEqual({ IsProd: true });
    expect(problems.map(({ severity }) => severity)).toEqual(
      problems.map(() => 'warning'),
    );
    expect(problems.map(({ line }) => line)).toEqual([15, 17, 18, 19]);
  });

  it('takes stored parameters from where they are known', () => {
    const { resources } = resolveTemplate({
      template: parseTemplate({
        file: 'stack.yaml',
        text: `Parameters:
  Accounts: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /accounts}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub '{{resolve:ssm:/\${AWS::Region}/name:3}}'
      DisplayName: !Join ['', ['{{resolve:ssm:', /other, '}}']]
      Tags: !Ref Accounts
`,
      }),
      account: '012345678901',
      region: 'eu-west-1',
      stackName: 'orders',
      storedParameters: { '/eu-west-1/name': 'news', '/accounts': 'a, b' },
    });
    expect(resources.Topic).toMatchObject({
      arn: 'arn:aws:sns:eu-west-1:012345678901:news',
      properties: {
        DisplayName: '{{resolve:ssm:/other}}',
        Tags: ['a', 'b'],
      },
    });
  });

  it('warns of account ids that are numbers', () => {
    const { problems } = resolve(
      `Parameters: {Account: {Type: Number}}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Account}}}
`,
      { parameters: { Account: '012345678901' } },
    );
    expect(problems).toMatchObject([
      {
        line: 1,
        severity: 'warning',
        message: expect.stringContaining('leading zero'),
      },
    ]);
  });
});
