import {
  CreatePipelineCommand,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListRuleExecutionsCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
  type StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { clientsOf, REGION, TOOLS } from '../__testUtils__/clientsOf';
import { PipelineParts, SERVICE_ROLE } from '../__testUtils__/PipelineParts';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const check = (value: string) => ({
  name: 'Check',
  ruleTypeId: {
    category: 'Rule' as const,
    owner: 'AWS' as const,
    provider: 'VariableCheck',
    version: '1',
  },
  configuration: {
    Variable: '#{variables.Colour}',
    Value: value,
    Operator: 'EQ',
  },
});

const alarm = {
  name: 'Alarm',
  ruleTypeId: { ...check('').ruleTypeId, provider: 'CloudWatchAlarm' },
  configuration: { AlarmName: 'errors' },
};

const conditions = (result: 'FAIL' | 'ROLLBACK' | 'SKIP', rule: object) => ({
  conditions: [{ result, rules: [rule as any] }],
});

describe('a stage of a V2 pipeline', () => {
  let sandbox: Sandbox;
  let parts: PipelineParts;

  beforeEach(async () => {
    sandbox = await startSandbox();
    parts = await PipelineParts.make(sandbox);
    await parts.putSource({ 'a.txt': 'a' });
    await parts.allow({
      account: TOOLS,
      name: 'service',
      statements: [
        { Action: ['s3:*', 'kms:*', 'cloudwatch:*'], Resource: '*' },
      ],
    });
    await clientsOf(sandbox).s3.send(
      new CreateBucketCommand({
        Bucket: 'site',
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const send = (command: any): Promise<any> =>
    clientsOf(sandbox).codePipeline.send(command);

  const declaration = (
    stage: Partial<StageDeclaration>,
    bucket = 'site',
  ): PipelineDeclaration => ({
    name: 'v2',
    roleArn: SERVICE_ROLE,
    pipelineType: 'V2',
    executionMode: 'QUEUED',
    variables: [{ name: 'Colour', defaultValue: 'green' }],
    artifactStore: parts.stores[REGION],
    stages: [
      {
        name: 'Source',
        actions: [
          {
            name: 'Source',
            actionTypeId: {
              category: 'Source',
              owner: 'AWS',
              provider: 'S3',
              version: '1',
            },
            configuration: {
              S3Bucket: 'shape-source',
              S3ObjectKey: 'app.zip',
              PollForSourceChanges: 'false',
            },
            outputArtifacts: [{ name: 'App' }],
          },
        ],
      },
      {
        name: 'Deploy',
        actions: [
          {
            name: 'Deploy',
            actionTypeId: {
              category: 'Deploy',
              owner: 'AWS',
              provider: 'S3',
              version: '1',
            },
            configuration: { BucketName: bucket, Extract: 'true' },
            inputArtifacts: [{ name: 'App' }],
          },
        ],
        ...stage,
      },
    ],
  });

  const create = async (stage: Partial<StageDeclaration>, bucket?: string) => {
    await send(
      new CreatePipelineCommand({ pipeline: declaration(stage, bucket) }),
    );
    return sandbox.waitForRun('v2');
  };

  const ended = async () => {
    let last;
    do {
      last = await sandbox.waitForRun('v2');
    } while (last.id !== (await sandbox.waitForRun('v2')).id);
    return last;
  };

  const start = async (more: object = {}) => {
    const { pipelineExecutionId } = await send(
      new StartPipelineExecutionCommand({ name: 'v2', ...more }),
    );
    await ended();
    return pipelineExecutionId as string;
  };

  const colour = (value: string) => ({
    variables: [{ name: 'Colour', value }],
  });

  const stageState = async () => {
    const { stageStates } = await send(
      new GetPipelineStateCommand({ name: 'v2' }),
    );
    return stageStates[1];
  };

  const execution = async (pipelineExecutionId: string) => {
    const answer = await send(
      new GetPipelineExecutionCommand({
        pipelineName: 'v2',
        pipelineExecutionId,
      }),
    );
    return answer.pipelineExecution;
  };

  it('is not entered unless its condition is met', async () => {
    expect(
      (await create({ beforeEntry: conditions('FAIL', check('green')) }))
        .status,
    ).toBe('Succeeded');
    const id = await start(colour('red'));
    expect(await execution(id)).toMatchObject({
      status: 'Failed',
      statusSummary: 'A condition on entry of Deploy failed',
    });
    expect(await stageState()).toMatchObject({
      latestExecution: { status: 'Failed' },
      beforeEntryConditionState: {
        latestExecution: { status: 'Failed' },
        conditionStates: [
          {
            ruleStates: [
              {
                ruleName: 'Check',
                latestExecution: {
                  status: 'Failed',
                  errorDetails: {
                    message: 'Variable check failed: red EQ green',
                  },
                },
              },
            ],
          },
        ],
      },
    });
    const { ruleExecutionDetails } = await send(
      new ListRuleExecutionsCommand({
        pipelineName: 'v2',
        filter: { pipelineExecutionId: id },
      }),
    );
    expect(ruleExecutionDetails).toEqual([
      expect.objectContaining({ ruleName: 'Check', status: 'Failed' }),
    ]);
  });

  it('is skipped when its condition says so', async () => {
    await create({ beforeEntry: conditions('SKIP', check('green')) });
    const id = await start(colour('red'));
    expect((await execution(id)).status).toBe('Succeeded');
    expect((await stageState()).latestExecution.status).toBe('Skipped');
  });

  it('goes back by itself when it went well but the condition is not met', async () => {
    await create({ onSuccess: conditions('ROLLBACK', check('green')) });
    const good = (await ended()).id;
    await start(colour('red'));
    const { pipelineExecutionSummaries: all } = await send(
      new ListPipelineExecutionsCommand({ pipelineName: 'v2' }),
    );
    expect(
      all.map(({ status, executionType }: any) => `${executionType} ${status}`),
    ).toEqual(['ROLLBACK Succeeded', 'STANDARD Failed', 'STANDARD Succeeded']);
    expect(all[0]).toMatchObject({
      trigger: { triggerType: 'AutomatedRollback' },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good },
    });
  });

  it.each([
    ['ROLLBACK', ['ROLLBACK Succeeded', 'STANDARD Failed']],
    ['FAIL', ['STANDARD Failed']],
  ] as const)('answers a failure with %s', async (result, expected) => {
    await create({ onFailure: { result } });
    const { s3 } = clientsOf(sandbox);
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'site',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:PutObject',
              Resource: 'arn:aws:s3:::site/*',
            },
          ],
        }),
      }),
    );
    sandbox.setDelay(100);
    const starting = start();
    const { executions } = sandbox.world
      .account(TOOLS)
      .region(REGION)
      .codePipeline.pipelines.get('v2')!;
    const failed = () =>
      sandbox.world
        .account(TOOLS)
        .region(REGION)
        .codePipeline.pipelines.get('v2')!
        .executions[executions.length]?.history.some(
          ({ status }) => status === 'Failed',
        );
    while (!failed()) {
      await new Promise(setImmediate);
    }
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'site' }));
    await starting;
    const { pipelineExecutionSummaries: all } = await send(
      new ListPipelineExecutionsCommand({ pipelineName: 'v2' }),
    );
    expect(
      all
        .slice(0, -1)
        .map(({ status, executionType }: any) => `${executionType} ${status}`),
    ).toEqual(expected);
  });

  it('is tried once more by itself, and then by hand', async () => {
    const run = await create(
      {
        onFailure: {
          result: 'RETRY',
          retryConfiguration: { retryMode: 'FAILED_ACTIONS' },
        },
      },
      'no-such-bucket',
    );
    expect(
      run.actions.map(({ action, status }) => `${action} ${status}`),
    ).toEqual(['Source Succeeded', 'Deploy Failed', 'Deploy Failed']);
    expect((await stageState()).retryStageMetadata).toMatchObject({
      autoStageRetryAttempt: 1,
      latestRetryTrigger: 'AutomatedStageRetry',
    });
    await send(
      new RetryStageExecutionCommand({
        pipelineName: 'v2',
        stageName: 'Deploy',
        pipelineExecutionId: run.id,
        retryMode: 'FAILED_ACTIONS',
      }),
    );
    await ended();
    expect((await stageState()).retryStageMetadata).toEqual({
      autoStageRetryAttempt: 1,
      manualStageRetryAttempt: 1,
      latestRetryTrigger: 'ManualStageRetry',
    });
  });

  it('looks at an alarm, which the role has to be let do', async () => {
    await create({ onSuccess: conditions('FAIL', alarm) });
    const message = async () =>
      (await stageState()).onSuccessConditionState.conditionStates[0]
        .ruleStates[0].latestExecution.errorDetails?.message;
    expect(await message()).toBe('The alarm errors does not exist');
    const { alarms } = sandbox.world.account(TOOLS).region(REGION).stores;
    const arn = `arn:aws:cloudwatch:${REGION}:${TOOLS}:alarm:errors`;
    alarms.set('errors', { name: 'errors', arn, state: 'ALARM' });
    await start();
    expect(await message()).toBe('Alarm errors is in state ALARM');
    alarms.set('errors', { name: 'errors', arn, state: 'OK' });
    await start();
    expect((await stageState()).latestExecution.status).toBe('Succeeded');
    await parts.allow({
      account: TOOLS,
      name: 'service',
      statements: [{ Action: ['s3:*', 'kms:*'], Resource: '*' }],
    });
    await start();
    expect(await message()).toMatch(
      /is not authorized to perform: cloudwatch:DescribeAlarms/,
    );
  });

  it('goes back by hand to what was there before', async () => {
    await create({});
    const first = (await ended()).id;
    await parts.putSource({ 'a.txt': 'b' });
    await start();
    const read = () => {
      const [object] = sandbox.world.buckets.get('site')!.objects.get('a.txt')!;
      return object.body.toString();
    };
    expect(read()).toBe('b');
    const back = {
      pipelineName: 'v2',
      stageName: 'Deploy',
      targetPipelineExecutionId: first,
    };
    const { pipelineExecutionId } = await send(new RollbackStageCommand(back));
    await ended();
    expect(read()).toBe('a');
    expect(await execution(pipelineExecutionId)).toMatchObject({
      status: 'Succeeded',
      executionType: 'ROLLBACK',
      trigger: { triggerType: 'ManualRollback' },
    });
    await expect(
      send(
        new RollbackStageCommand({
          ...back,
          targetPipelineExecutionId: pipelineExecutionId,
        }),
      ),
    ).rejects.toMatchObject({ name: 'UnableToRollbackStageException' });

    await send(new UpdatePipelineCommand({ pipeline: declaration({}) }));
    await expect(send(new RollbackStageCommand(back))).rejects.toMatchObject({
      name: 'UnableToRollbackStageException',
    });
    const { pipeline } = await send(
      new GetPipelineCommand({ name: 'v2', version: 1 }),
    );
    expect(pipeline.version).toBe(1);
  });

  it('takes the revision that is asked for', async () => {
    await create({});
    const [first] = sandbox.world.buckets
      .get('shape-source')!
      .objects.get('app.zip')!;
    await parts.putSource({ 'a.txt': 'b' });
    const override = (revisionType: string, revisionValue: string) => ({
      sourceRevisions: [{ actionName: 'Source', revisionType, revisionValue }],
    });
    const id = await start(override('S3_OBJECT_VERSION_ID', first.versionId));
    expect((await execution(id)).artifactRevisions).toEqual([
      expect.objectContaining({ revisionId: first.versionId }),
    ]);
    await expect(start(override('COMMIT_ID', 'x'))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(
      start({ variables: [{ name: 'Unknown', value: 'x' }] }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('lets nobody in while its transition is disabled', async () => {
    await create({});
    const transition = {
      pipelineName: 'v2',
      stageName: 'Deploy',
      transitionType: 'Inbound' as const,
    };
    await send(
      new DisableStageTransitionCommand({ ...transition, reason: 'freeze' }),
    );
    const { pipelineExecutionId } = await send(
      new StartPipelineExecutionCommand({ name: 'v2' }),
    );
    let state;
    do {
      state = await stageState();
    } while (!state.inboundExecution);
    expect(state).toMatchObject({
      inboundExecution: { pipelineExecutionId },
      inboundTransitionState: { enabled: false, disabledReason: 'freeze' },
    });
    await send(new EnableStageTransitionCommand(transition));
    await ended();
    expect((await execution(pipelineExecutionId)).status).toBe('Succeeded');
  });

  it('gives up an action that runs', async () => {
    await create({});
    sandbox.setDelay(10_000);
    const { pipelineExecutionId } = await send(
      new StartPipelineExecutionCommand({ name: 'v2' }),
    );
    await send(
      new StopPipelineExecutionCommand({
        pipelineName: 'v2',
        pipelineExecutionId,
        abandon: true,
        reason: 'wrong button',
      }),
    );
    sandbox.setDelay(0);
    const { pipelineExecutionSummaries } = await send(
      new ListPipelineExecutionsCommand({ pipelineName: 'v2' }),
    );
    expect(pipelineExecutionSummaries[0].stopTrigger).toEqual({
      reason: 'wrong button',
    });
    await ended();
    expect((await execution(pipelineExecutionId)).status).toBe('Stopped');
  });
});
