import { parseTemplate } from '../parsing/parseTemplate';
import { resolveManifest } from '../manifest/resolveManifest';
import { expandTemplate } from './expandTemplate';

const file = 'template.yaml';

function expand(text: string, parameters: Record<string, string> = {}) {
  return expandTemplate({
    template: parseTemplate({ text, file }),
    parameters,
    storedParameters: {},
  });
}

function resolve(text: string, parameters: Record<string, string> = {}) {
  const { stacks, problems, warnings } = resolveManifest({
    manifest: {
      version: 1,
      stacks: [
        {
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders',
          phase: 'target',
          template: file,
          parameters,
        },
      ],
    },
    templates: { [file]: text },
  });
  return { ...stacks[0], problems, warnings };
}

const loops = `
Transform: AWS::LanguageExtensions
Parameters:
  Accounts: { Type: CommaDelimitedList, Default: '222222222222,333333333333' }
Conditions:
  Fn::ForEach::Conditions:
    - Stage
    - [Dev, Live]
    - Is\${Stage}: !Equals [!Ref Stage, Live]
Resources:
  Fn::ForEach::Roles:
    - Account
    - !Ref Accounts
    - Role\${Account}:
        Type: AWS::IAM::Role
        Properties:
          RoleName: !Sub deploy-\${Account}
          Tags:
            - { Key: account, Value: !Ref Account }
          AssumeRolePolicyDocument:
            Statement:
              - Effect: Allow
                Principal: { AWS: !Sub 'arn:aws:iam::\${Account}:root' }
                Action: sts:AssumeRole
  Fn::ForEach::Buckets:
    - Name
    - [a.b, c-d]
    - Bucket&{Name}:
        Type: AWS::S3::Bucket
        DeletionPolicy: !If [IsLive, Retain, Delete]
        Properties:
          Fn::ForEach::Names:
            - Property
            - [BucketName]
            - \${Property}: !Sub 'orders-\${Name}'
Outputs:
  Fn::ForEach::Outputs:
    - Account
    - !Ref Accounts
    - Fn::ForEach::Attributes:
        - Attribute
        - [Arn]
        - Role\${Account}\${Attribute}:
            Value: !GetAtt [!Sub 'Role\${Account}', !Ref Attribute]
`;

describe('Fn::ForEach', () => {
  it('is written out in conditions, resources, properties and outputs', () => {
    const { resolved, problems, warnings } = resolve(loops);
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(resolved.conditions).toEqual({ IsDev: false, IsLive: true });
    expect(
      Object.entries(resolved.resources).map(([id, { physicalId }]) => [
        id,
        physicalId,
      ]),
    ).toEqual([
      ['Role222222222222', 'deploy-222222222222'],
      ['Role333333333333', 'deploy-333333333333'],
      ['Bucketab', 'orders-a.b'],
      ['Bucketcd', 'orders-c-d'],
    ]);
    expect(resolved.resources.Bucketab.deletionPolicy).toBe('Retain');
    expect(resolved.resources.Role222222222222.properties.Tags).toEqual([
      { Key: 'account', Value: '222222222222' },
    ]);
    expect(resolved.outputs).toEqual({
      Role222222222222Arn: 'arn:aws:iam::111111111111:role/deploy-222222222222',
      Role333333333333Arn: 'arn:aws:iam::111111111111:role/deploy-333333333333',
    });
    expect(resolved.undisclosed).toEqual([]);
  });

  it('goes through what the stack is given', () => {
    const { resolved } = resolve(loops, { Accounts: '444444444444' });
    expect(Object.keys(resolved.resources)).toContain('Role444444444444');
    expect(Object.keys(resolved.resources)).toHaveLength(3);
  });

  it('has the places of the text', () => {
    const { template } = expand(loops);
    const line = (text: string) =>
      loops.slice(0, loops.indexOf(text)).split('\n').length;
    expect(
      template.locate([
        'Resources',
        'Role333333333333',
        'Properties',
        'RoleName',
      ]).line,
    ).toBe(line('RoleName'));
    expect(
      template.locate(['Resources', 'Bucketcd', 'Properties', 'BucketName'])
        .line,
    ).toBe(line('${Property}'));
  });

  it('leaves a template without loops as it is', () => {
    const template = parseTemplate({
      text: 'Resources: { A: { Type: AWS::SNS::Topic } }',
      file,
    });
    expect(
      expandTemplate({ template, parameters: {}, storedParameters: {} })
        .template,
    ).toBe(template);
  });

  it.each<[string, string, RegExp]>([
    [
      'without its transform',
      loops.replace('Transform: AWS::LanguageExtensions', ''),
      /^Fn::ForEach needs Transform: AWS::LanguageExtensions$/,
    ],
    [
      'that is no list of three',
      loops.replace('    - Name\n', ''),
      /^Fn::ForEach needs an identifier, a collection and a map$/,
    ],
    [
      'that makes one thing twice',
      loops.replace('[a.b, c-d]', '[a.b, a-b]'),
      /^loops make Bucketab more than once$/,
    ],
  ])('%s is a problem with a place', (_what, text, message) => {
    const { problems } = expand(text);
    expect(problems).toContainEqual({
      file,
      line: expect.any(Number),
      column: expect.any(Number),
      message: expect.stringMatching(message),
    });
  });

  it.each([
    '!Split [",", !ImportValue accounts]',
    '["222222222222", !ImportValue account]',
    '["222222222222", !Ref AWS::AccountId]',
    '["222222222222", !Ref Bucketab]',
  ])('through %s, which nobody knows, leaves more to be known', collection => {
    const { resolved, warnings } = resolve(
      loops.replace('- !Ref Accounts', `- ${collection}`),
    );
    expect(warnings.map(({ message }) => message)).toContain(
      'what Fn::ForEach goes through is not known before it is deployed',
    );
    expect(resolved.undisclosed).toEqual([
      'Fn::ForEach::Roles stands for resources that are not in the template',
    ]);
  });

  it('through a parameter that nobody knows yet leaves more to be known', () => {
    const { resolved } = resolve(loops, {
      Accounts: '{{resolve:ssm:/accounts}}',
    });
    expect(Object.keys(resolved.resources)).toEqual(['Bucketab', 'Bucketcd']);
    expect(resolved.undisclosed).toEqual([
      'Fn::ForEach::Roles stands for resources that are not in the template',
    ]);
  });

  it('ends, however many there would be', () => {
    const numbers = Array.from({ length: 60 }, (_, index) => `'${index}'`);
    let fragment = '{ "R${A}x${B}x${C}x${D}": { "Type": "AWS::SNS::Topic" } }';
    for (const name of ['A', 'B', 'C', 'D']) {
      fragment = `{ "Fn::ForEach::L${name}": [${name}, [${numbers}], ${fragment}] }`;
    }
    const started = performance.now();
    const { problems } = expand(
      `Transform: AWS::LanguageExtensions\nResources: ${fragment}`,
    );
    expect(problems.length).toBeLessThanOrEqual(20);
    expect(problems.at(-1)?.message).toMatch(
      /^loops make more than 10000 entries/,
    );
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const serverless = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, PermissionsBoundary: arn:aws:iam::111111111111:policy/bound }
Resources:
  Notify:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: notify
      Handler: index.handler
      InlineCode: '//'
      Policies:
        - AWSLambdaBasicExecutionRole
        - !Sub arn:aws:iam::\${AWS::AccountId}:policy/own
        - S3ReadPolicy: { BucketName: sources }
        - VPCAccessPolicy: {}
        - Statement:
            - { Effect: Allow, Action: 'codepipeline:PutJobSuccessResult', Resource: '*' }
  Own:
    Type: AWS::Serverless::Function
    Properties: { Role: arn:aws:iam::111111111111:role/own, Handler: a.b, InlineCode: '//' }
Outputs:
  Arn: { Value: !GetAtt Notify.Arn }
  Role: { Value: !GetAtt NotifyRole.Arn }
`;

describe('the serverless transform', () => {
  it('makes functions and their roles', () => {
    const { resolved, problems } = resolve(serverless);
    expect(problems).toEqual([]);
    expect(
      Object.entries(resolved.resources).map(([id, { type }]) => [id, type]),
    ).toEqual([
      ['NotifyRole', 'AWS::IAM::Role'],
      ['Notify', 'AWS::Lambda::Function'],
      ['Own', 'AWS::Lambda::Function'],
    ]);
    expect(resolved.outputs.Arn).toBe(
      'arn:aws:lambda:eu-west-1:111111111111:function:notify',
    );
    expect(resolved.resources.Notify.properties.Role).toBe(
      resolved.outputs.Role,
    );
    expect(resolved.resources.Own.properties.Role).toBe(
      'arn:aws:iam::111111111111:role/own',
    );
    expect(resolved.undisclosed).toEqual([]);
  });

  it('reads the policies that it knows, and leaves others unresolved', () => {
    const { properties } = resolve(serverless).resolved.resources.NotifyRole;
    expect(properties.ManagedPolicyArns).toEqual([
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::111111111111:policy/own',
    ]);
    expect(properties.PermissionsBoundary).toBe(
      'arn:aws:iam::111111111111:policy/bound',
    );
    expect(properties.Policies).toEqual([
      {
        PolicyName: 'NotifyRolePolicy2',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: expect.arrayContaining(['s3:GetObject']),
              Resource: ['arn:aws:s3:::sources', 'arn:aws:s3:::sources/*'],
            },
          ],
        },
      },
      {
        PolicyName: 'NotifyRolePolicy3',
        PolicyDocument:
          '{{only AWS knows what the policy template VPCAccessPolicy allows}}',
      },
      {
        PolicyName: 'NotifyRolePolicy4',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [expect.objectContaining({ Effect: 'Allow' })],
        },
      },
    ]);
  });

  it('puts the role where the function is', () => {
    const { template } = expand(serverless);
    expect(template.locate(['Resources', 'NotifyRole']).line).toBe(
      template.locate(['Resources', 'Notify']).line,
    );
  });
});
