import {
  CreatePipelineCommand,
  GetPipelineCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  UpdatePipelineCommand,
  type ActionDeclaration,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  clientsOf,
  DEV,
  policyOf,
  REGION,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';
import { pack } from '../zip';

const SERVICE_ROLE = `arn:aws:iam::${TOOLS}:role/service`;
const ACTION_ROLE = `arn:aws:iam::${DEV}:role/action`;

const sourceStage = {
  name: 'Source',
  actions: [
    {
      name: 'Source',
      actionTypeId: {
        category: 'Source' as const,
        owner: 'AWS' as const,
        provider: 'S3',
        version: '1',
      },
      namespace: 'source',
      configuration: { S3Bucket: 'source', S3ObjectKey: 'app.zip' },
      outputArtifacts: [{ name: 'App' }],
    },
  ],
};

const deployAction = {
  name: 'Deploy',
  actionTypeId: {
    category: 'Deploy' as const,
    owner: 'AWS' as const,
    provider: 'CloudFormation',
    version: '1',
  },
  configuration: {
    ActionMode: 'DELETE_ONLY',
    StackName: 'at-#{source.BucketName}',
  },
  inputArtifacts: [{ name: 'App' }],
  roleArn: ACTION_ROLE,
};

const stagesWith = (action: ActionDeclaration) => [
  sourceStage,
  { name: 'Deploy', actions: [action] },
];

const declaration = (
  change: Partial<PipelineDeclaration> = {},
): PipelineDeclaration => ({
  name: 'pipeline',
  roleArn: SERVICE_ROLE,
  artifactStore: { type: 'S3', location: 'artifacts' },
  stages: stagesWith(deployAction),
  ...change,
});

describe('pipelines', () => {
  let sandbox: Sandbox;

  const putSource = (text: string) =>
    clientsOf(sandbox).s3.send(
      new PutObjectCommand({
        Bucket: 'source',
        Key: 'app.zip',
        Body: pack({ 'file.txt': Buffer.from(text) }),
      }),
    );

  beforeEach(async () => {
    sandbox = await startSandbox();
    const { s3 } = clientsOf(sandbox);
    await makeRole(sandbox, {
      name: 'service',
      trusts: { Service: 'codepipeline.amazonaws.com' },
      statements: [
        { Action: ['s3:*', 'kms:*', 'sts:AssumeRole'], Resource: '*' },
      ],
    });
    for (const Bucket of ['source', 'artifacts']) {
      await s3.send(
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: REGION },
        }),
      );
    }
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: 'source',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    await putSource('one');
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const create = (pipeline: PipelineDeclaration = declaration()) =>
    clientsOf(sandbox).codePipeline.send(
      new CreatePipelineCommand({ pipeline }),
    );

  const makeActionRole = () =>
    makeRole(sandbox, {
      account: DEV,
      name: 'action',
      trusts: { AWS: SERVICE_ROLE },
      statements: [{ Action: 'cloudformation:*', Resource: '*' }],
    });

  it('are refused with an action role that cannot be assumed', async () => {
    const refusal = {
      name: 'InvalidStructureException',
      message: `${SERVICE_ROLE} is not authorized to perform AssumeRole on role ${ACTION_ROLE}`,
    };
    await expect(create()).rejects.toMatchObject(refusal);
    await makeActionRole();
    await expect(create()).resolves.toMatchObject({ pipeline: { version: 1 } });

    await clientsOf(sandbox, { account: DEV }).iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'action',
        PolicyDocument: policyOf({
          Principal: { AWS: `arn:aws:iam::${DEV}:root` },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await expect(
      clientsOf(sandbox).codePipeline.send(
        new UpdatePipelineCommand({ pipeline: declaration() }),
      ),
    ).rejects.toMatchObject(refusal);
  });

  it('are refused with a service role that is not for CodePipeline', async () => {
    const roleArn = `arn:aws:iam::${TOOLS}:role/backstage-portal`;
    await expect(create(declaration({ roleArn }))).rejects.toMatchObject({
      name: 'InvalidStructureException',
      message: `CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`,
    });
  });

  it.each<[string, Partial<PipelineDeclaration>, string]>([
    ['one stage', { stages: [sourceStage] }, 'minimum of 2'],
    [
      'no source at the start',
      { stages: stagesWith(deployAction).reverse() },
      'only contains source actions',
    ],
    [
      'two kinds of stores',
      { artifactStores: { [REGION]: { type: 'S3', location: 'a' } } },
      'but not both',
    ],
    ['a name that is none', { name: 'a b' }, 'not valid'],
    [
      'an artifact from nowhere',
      {
        stages: stagesWith({
          ...deployAction,
          inputArtifacts: [{ name: 'Nothing' }],
        }),
      },
      'Input Artifact Bundle Nothing in action Deploy is not declared',
    ],
    [
      'an action in a Region without a store',
      { stages: stagesWith({ ...deployAction, region: 'us-east-1' }) },
      'no artifact store in that region',
    ],
  ])('are refused with %s', async (_, change, message) => {
    await expect(create(declaration(change))).rejects.toMatchObject({
      name: 'InvalidStructureException',
      message: expect.stringContaining(message),
    });
  });

  it('are refused with an action that there is not', async () => {
    await expect(
      create(
        declaration({
          stages: stagesWith({
            ...deployAction,
            actionTypeId: {
              ...deployAction.actionTypeId,
              provider: 'Teleport',
            },
          }),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidActionDeclarationException',
      message:
        "ActionType (Category: 'Deploy', Provider: 'Teleport', Owner: 'AWS', Version: '1') in action 'Deploy' is not available in region EU_WEST_1",
    });
  });

  it('run when they are made and when their source changes', async () => {
    await makeActionRole();
    await create();
    const { codePipeline } = clientsOf(sandbox);
    const executions = async () => {
      const { pipelineExecutionSummaries } = await codePipeline.send(
        new ListPipelineExecutionsCommand({ pipelineName: 'pipeline' }),
      );
      return pipelineExecutionSummaries!.map(
        ({ status, trigger }) => `${trigger!.triggerType} ${status}`,
      );
    };
    expect((await sandbox.waitForRun('pipeline')).status).toBe('Succeeded');
    await putSource('two');
    await sandbox.waitForRun('pipeline');
    expect(await executions()).toEqual([
      'PollForSourceChanges Succeeded',
      'CreatePipeline Succeeded',
    ]);
    const { actionExecutionDetails } = await codePipeline.send(
      new ListActionExecutionsCommand({ pipelineName: 'pipeline' }),
    );
    expect(actionExecutionDetails).toHaveLength(4);
    expect(actionExecutionDetails![0]).toMatchObject({
      stageName: 'Deploy',
      status: 'Succeeded',
      input: {
        roleArn: ACTION_ROLE,
        resolvedConfiguration: { StackName: 'at-source' },
        inputArtifacts: [{ name: 'App', s3location: { bucket: 'artifacts' } }],
      },
    });
  });

  it('are found only where they are', async () => {
    await makeActionRole();
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'PipelineNameInUseException',
    });
    await expect(
      clientsOf(sandbox, { account: DEV }).codePipeline.send(
        new GetPipelineCommand({ name: 'pipeline' }),
      ),
    ).rejects.toMatchObject({
      name: 'PipelineNotFoundException',
      message: `Account '${DEV}' does not have a pipeline with name 'pipeline'`,
    });
    await expect(
      clientsOf(sandbox).codePipeline.send(
        new GetPipelineCommand({ name: 'pipeline' }),
      ),
    ).resolves.toMatchObject({
      pipeline: { name: 'pipeline', version: 1, roleArn: SERVICE_ROLE },
      metadata: {
        pipelineArn: `arn:aws:codepipeline:${REGION}:${TOOLS}:pipeline`,
      },
    });
  });
});
