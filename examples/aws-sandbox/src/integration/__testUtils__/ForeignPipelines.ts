import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  BatchGetProjectsCommand,
  CreateProjectCommand,
} from '@aws-sdk/client-codebuild';
import {
  type ActionDeclaration,
  CreatePipelineCommand,
  GetPipelineCommand,
  type PipelineDeclaration,
  UpdatePipelineCommand,
} from '@aws-sdk/client-codepipeline';
import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import {
  clientsOf,
  policyOf,
  REGION,
  TOOLS,
} from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import { sourceBucket } from '../../seed/sampleSource';

const type = (
  category: 'Build' | 'Deploy' | 'Source',
  provider: string,
): ActionDeclaration['actionTypeId'] => ({
  category,
  owner: 'AWS',
  provider,
  version: '1',
});

/**
 * Pipelines of the tools account that deploy the sample service and that neither
 * the suite nor a stack has made.
 */
export class ForeignPipelines {
  static readonly console = 'Orders_Console';
  static readonly cli = 'orders-cli';
  static readonly stack = 'orders-stack';
  static readonly consoleBucket = `codepipeline-${REGION}-938475610293`;
  static readonly cliBucket = 'codepipeline-artifacts-by-hand';
  static readonly project = 'orders-by-hand';

  constructor(private readonly sandbox: Sandbox) {}

  /** As the console makes one: default key, its own bucket, `service-role/`. */
  async makeInConsole(): Promise<string> {
    const { codeBuild, codePipeline, s3 } = clientsOf(this.sandbox);
    const { console: name, consoleBucket, project } = ForeignPipelines;
    await this.makeBucket(consoleBucket);
    const arn = `arn:aws:s3:::${consoleBucket}`;
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: consoleBucket,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Id: 'SSEAndSSLPolicy',
          Statement: [
            {
              Sid: 'DenyUnEncryptedObjectUploads',
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:PutObject',
              Resource: `${arn}/*`,
              Condition: {
                StringNotEquals: {
                  's3:x-amz-server-side-encryption': 'aws:kms',
                },
              },
            },
            {
              Sid: 'DenyInsecureConnections',
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: `${arn}/*`,
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        }),
      }),
    );
    const roleArn = await this.makeRole({
      name: `AWSCodePipelineServiceRole-${REGION}-${name}`,
      path: '/service-role/',
      service: 'codepipeline',
      statements: [
        {
          Action: ['s3:*', 'codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          Resource: '*',
        },
      ],
    });
    await codeBuild.send(
      new CreateProjectCommand({
        name: project,
        serviceRole: await this.makeRole({
          name: `codebuild-${name}-service-role`,
          path: '/service-role/',
          service: 'codebuild',
          statements: [{ Action: ['s3:*', 'logs:*'], Resource: '*' }],
        }),
        source: { type: 'CODEPIPELINE' },
        artifacts: { type: 'CODEPIPELINE' },
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'aws/codebuild/standard:7.0',
          computeType: 'BUILD_GENERAL1_SMALL',
        },
      }),
    );
    await codePipeline.send(
      new CreatePipelineCommand({
        pipeline: {
          name,
          roleArn,
          pipelineType: 'V2',
          artifactStore: { type: 'S3', location: consoleBucket },
          stages: [
            this.sourceStage(),
            {
              name: 'Build',
              actions: [
                {
                  name: 'Build',
                  actionTypeId: type('Build', 'CodeBuild'),
                  configuration: { ProjectName: project },
                  inputArtifacts: [{ name: 'SourceArtifact' }],
                  outputArtifacts: [{ name: 'BuildArtifact' }],
                },
              ],
            },
          ],
        },
      }),
    );
    return this.settled(name);
  }

  /** By the AWS CLI: a key, named by its alias, and a change set in the account. */
  async makeByCli(): Promise<string> {
    const { codePipeline, kms } = clientsOf(this.sandbox);
    const { cli: name, cliBucket } = ForeignPipelines;
    await this.makeBucket(cliBucket);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(
      new CreateAliasCommand({
        AliasName: 'alias/by-hand',
        TargetKeyId: KeyMetadata!.KeyId,
      }),
    );
    const roleArn = await this.makeRole({
      name: 'by-hand-pipeline',
      service: 'codepipeline',
      statements: [
        {
          Action: ['s3:*', 'kms:*', 'cloudformation:*', 'iam:PassRole'],
          Resource: '*',
        },
      ],
    });
    const deployArn = await this.makeRole({
      name: 'by-hand-deploy',
      service: 'cloudformation',
      statements: [{ Action: ['sns:*', 'ssm:*'], Resource: '*' }],
    });
    const changeSet = { StackName: 'by-hand', ChangeSetName: 'next' };
    await codePipeline.send(
      new CreatePipelineCommand({
        pipeline: {
          name,
          roleArn,
          artifactStore: {
            type: 'S3',
            location: cliBucket,
            encryptionKey: { type: 'KMS', id: 'alias/by-hand' },
          },
          stages: [
            this.sourceStage(),
            {
              name: 'Deploy',
              actions: [
                {
                  name: 'Prepare',
                  runOrder: 1,
                  actionTypeId: type('Deploy', 'CloudFormation'),
                  configuration: {
                    ...changeSet,
                    ActionMode: 'CHANGE_SET_REPLACE',
                    RoleArn: deployArn,
                    TemplatePath: 'SourceArtifact::template.yaml',
                  },
                  inputArtifacts: [{ name: 'SourceArtifact' }],
                },
                {
                  name: 'Execute',
                  runOrder: 2,
                  actionTypeId: type('Deploy', 'CloudFormation'),
                  configuration: {
                    ...changeSet,
                    ActionMode: 'CHANGE_SET_EXECUTE',
                  },
                },
              ],
            },
          ],
        },
      }),
    );
    return this.settled(name);
  }

  /** All of it by one stack, as CDK and CloudFormation do. */
  async makeByStack(): Promise<string> {
    const { stack: name } = ForeignPipelines;
    const bucket = 'codepipeline-artifacts-of-owner';
    const { actions: source } = this.sourceStage();
    await clientsOf(this.sandbox).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'owner',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        TemplateBody: JSON.stringify({
          Resources: {
            Bucket: {
              Type: 'AWS::S3::Bucket',
              Properties: { BucketName: bucket },
            },
            Role: {
              Type: 'AWS::IAM::Role',
              Properties: {
                RoleName: 'owner-service',
                AssumeRolePolicyDocument: JSON.parse(
                  policyOf({
                    Principal: { Service: 'codepipeline.amazonaws.com' },
                    Action: 'sts:AssumeRole',
                  }),
                ),
                Policies: [
                  {
                    PolicyName: 'own',
                    PolicyDocument: JSON.parse(
                      policyOf({ Action: 's3:*', Resource: '*' }),
                    ),
                  },
                ],
              },
            },
            Pipeline: {
              Type: 'AWS::CodePipeline::Pipeline',
              DependsOn: 'Bucket',
              Properties: {
                Name: name,
                RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
                ArtifactStore: { Type: 'S3', Location: bucket },
                Stages: [
                  {
                    Name: 'Source',
                    Actions: source.map(action => ({
                      Name: action.name,
                      ActionTypeId: {
                        Category: 'Source',
                        Owner: 'AWS',
                        Provider: 'S3',
                        Version: '1',
                      },
                      Configuration: action.configuration,
                      OutputArtifacts: [{ Name: 'SourceArtifact' }],
                    })),
                  },
                  {
                    Name: 'Approve',
                    Actions: [
                      {
                        Name: 'Approve',
                        ActionTypeId: {
                          Category: 'Approval',
                          Owner: 'AWS',
                          Provider: 'Manual',
                          Version: '1',
                        },
                      },
                    ],
                  },
                ],
              },
            },
          },
        }),
      }),
    );
    await this.sandbox.world
      .account(TOOLS)
      .region(REGION)
      .cloudFormation.find('owner')!.settled;
    return `arn:aws:codepipeline:${REGION}:${TOOLS}:${name}`;
  }

  /** Changes something of a pipeline that is nothing to other accounts. */
  async change(name: string): Promise<void> {
    const { codePipeline } = clientsOf(this.sandbox);
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name }),
    );
    await codePipeline.send(
      new UpdatePipelineCommand({
        pipeline: { ...pipeline!, executionMode: 'QUEUED' },
      }),
    );
  }

  /** Adds somebody else's statement to the policy of a bucket. */
  async addStatement(bucket: string, Sid: string): Promise<void> {
    const { s3 } = clientsOf(this.sandbox);
    const { Policy } = await s3.send(
      new GetBucketPolicyCommand({ Bucket: bucket }),
    );
    const policy = JSON.parse(Policy!);
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: bucket,
        Policy: JSON.stringify({
          ...policy,
          Statement: [
            ...policy.Statement,
            {
              Sid,
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${TOOLS}:root` },
              Action: 's3:GetObject',
              Resource: `arn:aws:s3:::${bucket}/theirs/*`,
            },
          ],
        }),
      }),
    );
  }

  /** What attaching changes and detaching has to give back, as AWS tells it. */
  async stateOf(name: string): Promise<object> {
    const { codeBuild, codePipeline, iam, kms, s3 } = clientsOf(this.sandbox);
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name }),
    );
    const { version: _, ...definition } = pipeline as PipelineDeclaration;
    const bucket = definition.artifactStore!.location!;
    const key = definition.artifactStore!.encryptionKey?.id;
    const { projects } = await codeBuild.send(
      new BatchGetProjectsCommand({ names: [ForeignPipelines.project] }),
    );
    const RoleName = definition.roleArn!.split('/').pop()!;
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName }),
    );
    return {
      definition: JSON.stringify(definition),
      bucketPolicy: await s3
        .send(new GetBucketPolicyCommand({ Bucket: bucket }))
        .then(
          ({ Policy }) => Policy,
          error => error.name,
        ),
      keyPolicy:
        key &&
        (
          await kms.send(
            new GetKeyPolicyCommand({
              KeyId: await this.keyIdOf(key),
              PolicyName: 'default',
            }),
          )
        ).Policy,
      projectKey: projects![0]?.encryptionKey,
      rolePolicies: await Promise.all(
        PolicyNames!.map(async PolicyName => [
          PolicyName,
          (
            await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
          ).PolicyDocument,
        ]),
      ),
    };
  }

  private async keyIdOf(id: string): Promise<string> {
    const { kms } = clientsOf(this.sandbox);
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: id }),
    );
    return KeyMetadata!.KeyId!;
  }

  private sourceStage() {
    return {
      name: 'Source',
      actions: [
        {
          name: 'Source',
          actionTypeId: type('Source', 'S3'),
          configuration: {
            S3Bucket: sourceBucket(TOOLS),
            S3ObjectKey: 'orders.zip',
            PollForSourceChanges: 'false',
          },
          outputArtifacts: [{ name: 'SourceArtifact' }],
        },
      ],
    };
  }

  private async settled(name: string): Promise<string> {
    const { status, actions } = await this.sandbox.waitForRun(name);
    if (status !== 'Succeeded') {
      throw new Error(JSON.stringify(actions));
    }
    return `arn:aws:codepipeline:${REGION}:${TOOLS}:${name}`;
  }

  private async makeBucket(Bucket: string): Promise<void> {
    await clientsOf(this.sandbox).s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: {
          LocationConstraint: REGION as 'eu-west-1',
        },
      }),
    );
  }

  private async makeRole(options: {
    name: string;
    path?: string;
    service: string;
    statements: object[];
  }): Promise<string> {
    const { iam } = clientsOf(this.sandbox);
    const { name: RoleName } = options;
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: options.path,
        AssumeRolePolicyDocument: policyOf({
          Principal: { Service: `${options.service}.amazonaws.com` },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'by-hand',
        PolicyDocument: policyOf(...options.statements),
      }),
    );
    return Role!.Arn!;
  }
}
