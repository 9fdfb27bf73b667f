import type { StackManifest } from '../template';
import { estateFromTemplates } from './estateFromTemplates';

/** A set-up as people write them by hand: nothing like what this suite renders. */
const tools = `
Parameters:
  TargetAccount: {Type: String, AllowedPattern: '\\d{12}'}
  CrossAccount: {Type: String, Default: 'no', AllowedValues: ['yes', 'no']}
Conditions:
  AddGrants: !Equals [!Ref CrossAccount, 'yes']
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: !Sub |
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::\${AWS::AccountId}:root"}, "Action": "kms:*", "Resource": "*"}]}
  Alias:
    Type: AWS::KMS::Alias
    Properties: {AliasName: alias/pipelines, TargetKeyId: !Ref Key}
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub 'artifacts-\${AWS::AccountId}'
      OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt Key.Arn}
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Condition: AddGrants
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !Ref TargetAccount}, Action: 's3:Get*', Resource: !Sub '\${Bucket.Arn}/*'}]
  PipelineRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: codepipeline.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/IAMFullAccess']
      PermissionsBoundary: !Ref Boundary
      Tags: [{Key: team, Value: platform}]
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}
  Extra:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: extra
      Roles: [!Ref PipelineRole]
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Resource: !Sub 'arn:aws:iam::\${TargetAccount}:role/*'}]}
  Attached:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [!Ref PipelineRole]
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'codebuild:*', Resource: '*'}]}
  Project:
    Type: AWS::CodeBuild::Project
    Properties: {Name: build, ServiceRole: !Ref PipelineRole, EncryptionKey: !Ref Alias}
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: web
      RoleArn: !GetAtt PipelineRole.Arn
      ArtifactStores:
        - Region: eu-west-1
          ArtifactStore: {Type: S3, Location: !Ref Bucket, EncryptionKey: {Id: !GetAtt Key.Arn, Type: KMS}}
      Stages:
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: 1}
              Configuration: {S3Bucket: src, S3ObjectKey: a.zip, PollForSourceChanges: false}
              OutputArtifacts: [{Name: App}]
        - Name: Deploy
          Actions:
            - Name: Deploy
              RunOrder: 1
              RoleArn: !Sub 'arn:aws:iam::\${TargetAccount}:role/deployer'
              ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: '1'}
              Configuration:
                ActionMode: CREATE_UPDATE
                ParameterOverrides: {A: 1}
              InputArtifacts: [{Name: App}]
Outputs:
  KeyArn: {Value: !GetAtt Key.Arn, Export: {Name: pipeline-key}}
`;

const target = `
Parameters: {KeyArn: {Type: String}}
Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deployer
      AssumeRolePolicyDocument: {Statement: []}
  Late:
    Type: AWS::IAM::RolePolicy
    Properties:
      RoleName: !Ref Deployer
      PolicyName: late
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'kms:Decrypt', Resource: !Ref KeyArn}]}
`;

function manifest(parameters: Record<string, string> = {}): StackManifest {
  const tools1 = {
    account: '111111111111',
    region: 'eu-west-1',
    stackName: 'tools',
  };
  return {
    version: 1,
    stacks: [
      {
        ...tools1,
        phase: 'foundation',
        template: 'tools.yaml',
        parameters: { TargetAccount: '012345678901', ...parameters },
        tags: { team: 'none', cost: '1' },
      },
      {
        phase: 'target',
        account: '012345678901',
        region: 'eu-west-1',
        stackName: 'target',
        template: 'target.yaml',
        parameters: { KeyArn: { fromStack: tools1, output: 'KeyArn' } },
      },
    ],
    existing: [
      { arn: 'arn:aws:s3:::src', account: '111111111111' },
      { arn: 'arn:aws:iam::999999999999:role/x', account: '999999999999' },
    ],
  };
}

const templates = { 'tools.yaml': tools, 'target.yaml': target };

function foretell(parameters?: Record<string, string>) {
  const result = estateFromTemplates({
    manifest: manifest(parameters),
    templates,
  });
  return { ...result, ...result.estate };
}

describe('estateFromTemplates', () => {
  it('reads keys with aliases, whatever form their policy has', () => {
    const { accounts, problems } = foretell();
    expect(problems).toEqual([]);
    const [key] = Object.values(accounts['111111111111'].keys);
    expect(key).toMatchObject({
      state: 'Enabled',
      manager: 'CUSTOMER',
      rotationEnabled: false,
      aliases: ['alias/pipelines'],
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111111111111:root' },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
      source: { file: 'tools.yaml', line: 11, logicalId: 'Key' },
    });
  });

  it('gives a role its inline, separate and managed policies and its boundary', () => {
    const { accounts } = foretell();
    const [role] = Object.values(accounts['111111111111'].roles);
    expect(role.arn).toBe(
      'arn:aws:iam::111111111111:role/tools-PipelineRole-000000000000',
    );
    expect(role.tags).toEqual({ team: 'platform', cost: '1' });
    expect(
      role.policies.map(({ name, document, unreadable, source }) => [
        name,
        document !== undefined,
        unreadable !== undefined,
        source?.line,
      ]),
    ).toEqual([
      ['extra', true, false, 48],
      ['AdministratorAccess', true, false, undefined],
      ['IAMFullAccess', false, true, undefined],
      ['tools-Attached-000000000000', true, false, 53],
    ]);
    expect(role.permissionsBoundary).toMatchObject({
      name: 'tools-Boundary-000000000000',
      document: {
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      },
    });
  });

  it('reads a bucket and, under its condition, its policy', () => {
    const bucket = (parameters?: Record<string, string>) =>
      foretell(parameters).accounts['111111111111'].buckets[
        'artifacts-111111111111'
      ];
    expect(bucket()).toMatchObject({
      region: 'eu-west-1',
      ownership: 'ObjectWriter',
      encryption: {
        algorithm: 'aws:kms',
        keyArn: expect.stringMatching(
          /^arn:aws:kms:eu-west-1:111111111111:key/,
        ),
      },
    });
    expect(bucket()).not.toHaveProperty('policy');
    expect(bucket({ CrossAccount: 'yes' })).toMatchObject({
      policy: {
        Statement: [
          {
            Principal: { AWS: '012345678901' },
            Resource: 'arn:aws:s3:::artifacts-111111111111/*',
          },
        ],
      },
      source: { file: 'tools.yaml', line: 30 },
    });
  });

  it('spells pipelines and projects as their APIs do', () => {
    const { projects, pipelines } = foretell().accounts['111111111111'];
    expect(Object.values(projects!)).toMatchObject([
      {
        arn: 'arn:aws:codebuild:eu-west-1:111111111111:project/build',
        serviceRole:
          'arn:aws:iam::111111111111:role/tools-PipelineRole-000000000000',
        encryptionKey: 'alias/pipelines',
      },
    ]);
    const { definition } =
      pipelines['arn:aws:codepipeline:eu-west-1:111111111111:web'];
    expect(definition.artifactStores).toEqual({
      'eu-west-1': {
        type: 'S3',
        location: 'artifacts-111111111111',
        encryptionKey: { id: expect.stringMatching(/^arn:/), type: 'KMS' },
      },
    });
    expect(definition.stages[0].actions[0]).toEqual({
      name: 'Source',
      actionTypeId: {
        category: 'Source',
        owner: 'AWS',
        provider: 'S3',
        version: '1',
      },
      configuration: {
        S3Bucket: 'src',
        S3ObjectKey: 'a.zip',
        PollForSourceChanges: 'false',
      },
      outputArtifacts: [{ name: 'App' }],
    });
    expect(definition.stages[1].actions[0]).toMatchObject({
      roleArn: 'arn:aws:iam::012345678901:role/deployer',
      runOrder: 1,
      configuration: { ParameterOverrides: '{"A":1}' },
    });
  });

  it('carries outputs into the stacks of other accounts', () => {
    const { accounts } = foretell();
    const { policies } =
      accounts['012345678901'].roles['arn:aws:iam::012345678901:role/deployer'];
    const [key] = Object.keys(accounts['111111111111'].keys);
    expect(policies).toMatchObject([
      { name: 'late', document: { Statement: [{ Resource: key }] } },
    ]);
  });

  it('knows what it cannot know', () => {
    const { accounts } = foretell();
    expect(accounts['111111111111']).toMatchObject({
      complete: true,
      unread: [{ id: 'src', reason: expect.stringContaining('there already') }],
    });
    expect(accounts['999999999999'].complete).toBeUndefined();
  });

  it('does not call an account known of whose templates part is elsewhere', () => {
    const { estate } = estateFromTemplates({
      manifest: manifest(),
      templates: {
        ...templates,
        'target.yaml': `Transform: Ours\n${target}`,
      },
    });
    expect(estate.accounts['012345678901'].unread).toEqual([
      {
        id: '012345678901',
        reason: expect.stringContaining('target.yaml: macro Ours changes'),
      },
    ]);
  });

  it('names templates that are missing or broken and reads the rest', () => {
    const { problems, estate } = estateFromTemplates({
      manifest: manifest(),
      templates: { 'target.yaml': target, 'tools.yaml': 'Resources:\n  - x' },
    });
    expect(problems).toMatchObject([
      { file: 'tools.yaml', line: 1, message: expect.any(String) },
      {
        file: 'manifest.yaml',
        message:
          'parameter KeyArn of stack target in 012345678901 eu-west-1 takes an output that no earlier stack has',
      },
    ]);
    expect(Object.keys(estate.accounts['012345678901'].roles)).toHaveLength(1);
    expect(
      estateFromTemplates({ manifest: manifest(), templates: {} }).problems,
    ).toHaveLength(2);
  });

  it('keeps warnings apart from problems', () => {
    const { problems, warnings } = estateFromTemplates({
      manifest: manifest(),
      templates: {
        ...templates,
        'target.yaml': `${target}  Other: {Type: 'AWS::SNS::Topic', Properties: {TopicName: 012345678901}}\n`,
      },
    });
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([
      { file: 'target.yaml', severity: 'warning' },
    ]);
  });

  it('takes the instance profiles of a stack for the instances it deploys to', () => {
    const { estate } = estateFromTemplates({
      manifest: {
        version: 1,
        stacks: [
          {
            phase: 'target',
            account: '012345678901',
            region: 'eu-west-1',
            stackName: 'servers',
            template: 'servers.yaml',
          },
        ],
      },
      templates: {
        'servers.yaml': `
Resources:
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties: {ApplicationName: app, DeploymentGroupName: blue, ServiceRoleArn: 'arn:aws:iam::012345678901:role/x'}
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: server, AssumeRolePolicyDocument: {Statement: []}}}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
`,
      },
    });
    expect(estate.accounts['012345678901'].deploymentGroups).toEqual({
      'arn:aws:codedeploy:eu-west-1:012345678901:deploymentgroup:app/blue': {
        arn: 'arn:aws:codedeploy:eu-west-1:012345678901:deploymentgroup:app/blue',
        application: 'app',
        deploymentGroup: 'blue',
        serviceRole: 'arn:aws:iam::012345678901:role/x',
        deploymentConfig: 'CodeDeployDefault.OneAtATime',
        instanceRoleArns: ['arn:aws:iam::012345678901:role/server'],
      },
    });
  });

  it.each(['__proto__', 'hasOwnProperty'])(
    'takes a resource of type %s for one of a type that is not read',
    type => {
      const { estate } = estateFromTemplates({
        manifest: {
          version: 1,
          stacks: [
            {
              phase: 'target',
              account: '012345678901',
              region: 'eu-west-1',
              stackName: 'odd',
              template: 'odd.json',
            },
          ],
        },
        templates: {
          'odd.json': JSON.stringify({ Resources: { Odd: { Type: type } } }),
        },
      });
      expect(estate.accounts['012345678901'].roles).toEqual({});
    },
  );

  it('adds what templates attach to a role that is there already', () => {
    const account = '012345678901';
    const arn = `arn:aws:iam::${account}:role/there`;
    const deny = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    };
    const { estate } = estateFromTemplates({
      manifest: {
        version: 1,
        stacks: [
          {
            phase: 'target',
            account,
            region: 'eu-west-1',
            stackName: 'more',
            template: 'more.json',
          },
        ],
        existing: [{ arn, account, policies: 'none' }],
      },
      templates: {
        'more.json': JSON.stringify({
          Resources: {
            Inline: {
              Type: 'AWS::IAM::Policy',
              Properties: {
                PolicyName: 'inline',
                Roles: ['there'],
                PolicyDocument: deny,
              },
            },
            Managed: {
              Type: 'AWS::IAM::ManagedPolicy',
              Properties: {
                ManagedPolicyName: 'managed',
                Roles: ['there'],
                PolicyDocument: deny,
              },
            },
          },
        }),
      },
    });
    expect(estate.accounts[account].roles[arn].policies).toMatchObject([
      { name: 'inline', document: deny },
      { name: 'managed', document: deny },
    ]);
  });

  it('notes what AWS would refuse when a template writes it', () => {
    const account = '012345678901';
    const { estate } = estateFromTemplates({
      manifest: {
        version: 1,
        stacks: [
          {
            phase: 'target',
            account,
            region: 'eu-west-1',
            stackName: 'roles',
            template: 'roles.yaml',
          },
        ],
      },
      templates: {
        'roles.yaml': `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: action
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: '${account}'}, Action: 'sts:AssumeRole'}]
      PermissionsBoundary: !Ref Boundary
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: '*'}]}
`,
      },
    });
    const [role] = Object.values(estate.accounts[account].roles);
    expect(role.refusal).toBeUndefined();
    expect(role.permissionsBoundary?.refusal).toEqual({
      path: '$.Statement[0]',
      message: 'has no Resource, which AWS requires here',
      severity: 'error',
    });
  });

  it('remembers roles and buckets that parameters give by their names', () => {
    const role = 'arn:aws:iam::111111111111:role/Admin';
    const { estate } = estateFromTemplates({
      manifest: {
        version: 1,
        stacks: [
          {
            phase: 'foundation',
            account: '111111111111',
            region: 'eu-west-1',
            stackName: 'a',
            template: 'a.yaml',
            parameters: { Role: role },
          },
        ],
      },
      templates: {
        'a.yaml': `Parameters:
  Role: {Type: String, Default: 'arn:aws:iam::111111111111:role/Other'}
  Bucket: {Type: String, Default: shop-artifacts}
  Title: {Type: String, Default: The shop}
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
`,
      },
    });
    expect(estate.givenNames).toEqual([role, 'shop-artifacts']);
  });

  describe('the policy of an event bus', () => {
    const busesOf = (resources: string) => {
      const { estate, problems } = estateFromTemplates({
        manifest: {
          version: 1,
          stacks: [
            {
              phase: 'foundation',
              account: '111111111111',
              region: 'eu-west-1',
              stackName: 'events',
              template: 'events.yaml',
            },
          ],
        },
        templates: { 'events.yaml': `Resources:\n${resources}` },
      });
      expect(problems).toEqual([]);
      return estate.accounts['111111111111'].eventBuses;
    };
    const bus = (name: string) =>
      `arn:aws:events:eu-west-1:111111111111:event-bus/${name}`;

    it('is gathered from statements of their own, wherever they stand', () => {
      expect(
        busesOf(`  One:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: one
      EventBusName: !GetAtt Bus.Name
      Statement: {Effect: Allow, Principal: {AWS: '222222222222'}, Action: 'events:PutEvents', Resource: !GetAtt Bus.Arn}
  Two:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: two
      EventBusName: releases
      Action: events:PutEvents
      Principal: '*'
      Condition: {Type: StringEquals, Key: 'aws:PrincipalOrgID', Value: o-1}
  Bus:
    Type: AWS::Events::EventBus
    Properties:
      Name: releases
      Policy: {Statement: {Sid: own, Effect: Deny, Principal: '*', Action: 'events:*', Resource: '*'}}
`),
      ).toEqual({
        [bus('releases')]: expect.objectContaining({
          policy: {
            Version: '2012-10-17',
            Statement: [
              expect.objectContaining({ Sid: 'own' }),
              expect.objectContaining({ Resource: bus('releases') }),
              {
                Effect: 'Allow',
                Principal: '*',
                Action: 'events:PutEvents',
                Resource: bus('releases'),
                Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
              },
            ],
          },
          source: expect.objectContaining({ logicalId: 'Bus' }),
        }),
      });
    });

    it('may be of the bus that every account has', () => {
      expect(
        busesOf(`  Policy:
    Type: AWS::Events::EventBusPolicy
    Properties: {StatementId: one, Action: 'events:PutEvents', Principal: '222222222222'}
`),
      ).toEqual({
        [bus('default')]: expect.objectContaining({
          policy: expect.objectContaining({
            Statement: [
              expect.objectContaining({ Principal: { AWS: '222222222222' } }),
            ],
          }),
          source: expect.objectContaining({ logicalId: 'Policy' }),
        }),
      });
    });
  });
});
