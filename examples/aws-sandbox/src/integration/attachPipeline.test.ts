import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteStackCommand,
  DescribeChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import {
  assessPipeline,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  attachmentName,
  attachmentSchema,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  attachPipeline,
  type AttachPipelineOptions,
  type AwsClients,
  collectEstate,
  detachPipeline,
  type DetachPipelineOptions,
} from 'backstage-plugin-cross-account-pipelines-node';
import { stringify } from 'yaml';
import { clientsOf } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { putSampleSources } from '../seed/sampleSource';
import { ForeignPipelines } from './__testUtils__/ForeignPipelines';
import { letPortalAttach } from './__testUtils__/letPortalAttach';
import {
  DEV,
  pace,
  portalClients,
  portalConfig,
  REGION,
  STAGING,
  TOOLS,
} from './__testUtils__/ordersPipeline';
import { runIn } from './__testUtils__/runIn';

const request = (own: object) =>
  attachmentSchema.parse({
    deployRole: {
      statements: [
        {
          Sid: 'SampleStack',
          Effect: 'Allow',
          Action: ['sns:*', 'ssm:*'],
          Resource: '*',
        },
      ],
    },
    ...own,
  });

/** A new stage that deploys the sample service. */
const stageIn = (account: string, name = 'Elsewhere') => ({
  name,
  targets: [
    {
      account,
      region: REGION,
      deploy: {
        provider: 'CloudFormation',
        stackName: 'elsewhere',
        templatePath: 'template.yaml',
      },
    },
  ],
});

/** As statements of an attached pipeline begin. */
const sidOf = (name: string) =>
  attachmentName(name)
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

describe('pipelines that others made', () => {
  let sandbox: Sandbox;
  let clients: AwsClients;
  let foreign: ForeignPipelines;

  beforeEach(async () => {
    sandbox = await startReachableSandbox();
    await putSampleSources({
      sandbox,
      account: TOOLS,
      region: REGION,
      services: ['orders'],
    });
    await letPortalAttach(sandbox);
    clients = portalClients(sandbox);
    foreign = new ForeignPipelines(sandbox);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const attach = (
    options: Pick<AttachPipelineOptions, 'pipelineArn' | 'request'> &
      Partial<AttachPipelineOptions>,
  ) =>
    attachPipeline({
      clients,
      pace,
      roleSettling: { firstWait: 20 },
      ...options,
    });

  const detach = (
    options: Pick<DetachPipelineOptions, 'pipelineArn'> &
      Partial<DetachPipelineOptions>,
  ) => detachPipeline({ clients, pace, ...options });

  const run = async (name: string) => {
    sandbox.startPipeline(name);
    const { status, actions } = await sandbox.waitForRun(name);
    return [status, actions.flatMap(({ error }) => error ?? [])];
  };

  /** What is wrong a moment later, when IAM has settled. */
  const ailing = async (pipelineArn: string) => {
    const estate = await collectEstate({ clients, pipelineArn });
    const report = assessPipeline({
      estate,
      pipelineArn,
      now: new Date(Date.now() + 3_600_000),
    });
    expect(report.links.map(({ account }) => account.id)).not.toEqual([]);
    return hopsOf(report)
      .filter(({ health }) => ['broken', 'unknown', 'pending'].includes(health))
      .map(({ hop, sentence, reason }) => `${hop} ${sentence}: ${reason}`);
  };

  const stackOf = (account: string, name: string) =>
    sandbox.world.account(account).region(REGION).cloudFormation.find(name);

  const deleteStack = async (account: string, StackName: string) => {
    await clientsOf(sandbox, { account }).cloudFormation.send(
      new DeleteStackCommand({ StackName }),
    );
    await stackOf(account, StackName)?.settled;
  };

  const refusals = () =>
    sandbox.world.trail.events
      .filter(
        ({ principal, allowed }) =>
          /:assumed-role\/backstage-/.test(principal) && !allowed,
      )
      .map(({ action, resource }) => `${action} ${resource}`);

  it('gets one of the console a key and a stage in another account, and back', async () => {
    const pipelineArn = await foreign.makeInConsole();
    const name = ForeignPipelines.console;
    const before = await foreign.stateOf(name);
    const wanted = request({ stages: [stageIn(DEV)] });

    const planned = await attach({
      pipelineArn,
      request: wanted,
      dryRun: true,
    });
    expect(planned.plan.refusals).toEqual([]);
    expect(planned.plan.unknown).toEqual([]);
    expect(planned.plan.key.isNew).toBe(true);
    expect(await foreign.stateOf(name)).toEqual(before);

    const attached = await attach({ pipelineArn, request: wanted });
    expect(attached.stacks.map(({ outcome }) => outcome)).toEqual([
      'created',
      'created',
    ]);
    expect(await run(name)).toEqual(['Succeeded', []]);
    expect(await ailing(pipelineArn)).toEqual([]);

    const again = await attach({ pipelineArn, request: wanted });
    expect(again.plan.changes).toEqual([]);
    expect(again.stacks.map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'unchanged',
    ]);

    const detached = await detach({ pipelineArn });
    expect(await foreign.stateOf(name)).toEqual(before);
    expect(detached.kept).not.toEqual([]);
    expect(refusals()).toEqual([]);
  });

  it('moves both actions of a change set that the CLI made, and back', async () => {
    const pipelineArn = await foreign.makeByCli();
    const name = ForeignPipelines.cli;
    const before = await foreign.stateOf(name);
    const wanted = request({
      actions: [{ stage: 'Deploy', action: 'Prepare', account: STAGING }],
    });
    await attach({ pipelineArn, request: wanted });
    expect(await run(name)).toEqual(['Succeeded', []]);
    expect(await ailing(pipelineArn)).toEqual([]);
    const { keyPolicy, bucketPolicy } = (await foreign.stateOf(name)) as any;
    expect(JSON.parse(keyPolicy).Statement.length).toBeGreaterThan(1);
    expect(bucketPolicy).toContain('CrossAccountPipelineOrdersCliRead');

    await deleteStack(STAGING, 'by-hand');
    const detached = await detach({ pipelineArn });
    expect(await foreign.stateOf(name)).toEqual(before);
    expect(detached.kept).toEqual([]);
    expect(detached.stacks.map(({ outcome }) => outcome)).toEqual([
      'deleted',
      'deleted',
    ]);
    expect(await run(name)).toEqual(['Succeeded', []]);
    await expect(detach({ pipelineArn })).rejects.toThrow(/is not attached/);
    expect(refusals()).toEqual([]);
  });

  it('refuses what a stack made, with the diff for its source', async () => {
    const pipelineArn = await foreign.makeByStack();
    const name = ForeignPipelines.stack;
    const before = await foreign.stateOf(name);
    const written = sandbox.world.trail.events.length;
    const refused = await attach({
      pipelineArn,
      request: request({ stages: [stageIn(DEV)] }),
    }).catch(error => error);
    expect(refused.name).toBe('NotAllowedError');
    expect(refused.message).toMatch(
      /pipeline definition .*orders-stack is made by stack owner, whose next update would take the change back: make it in that stack's source/,
    );
    expect(refused.message).toMatch(/bucket policy .* is made by stack owner/);
    expect(refused.message).toMatch(/service role .* is made by stack owner/);
    expect(refused.message).toMatch(/^\+ +"name": "Elsewhere"/m);
    expect(await foreign.stateOf(name)).toEqual(before);
    expect(
      sandbox.world.trail.events
        .slice(written)
        .filter(({ action }) => /:(Put|Update|Create|Delete)/.test(action)),
    ).toEqual([]);
  });

  it('leaves a definition that somebody changed meanwhile', async () => {
    const pipelineArn = await foreign.makeInConsole();
    const name = ForeignPipelines.console;
    const wanted = request({ stages: [stageIn(DEV)] });
    await expect(
      attach({
        pipelineArn,
        request: wanted,
        onPlanned: () => foreign.change(name),
      }),
    ).rejects.toThrow(
      /^The pipeline definition .* was changed by somebody else since it was read/,
    );
    expect(
      stackOf(TOOLS, `${attachmentName(ForeignPipelines.console)}-attachment`),
    ).toBeUndefined();
    // Between the stacks and the definition.
    await expect(
      attach({
        pipelineArn,
        request: wanted,
        onWritten: ({ type }) =>
          type === 'project' ? foreign.change(name) : undefined,
      }),
    ).rejects.toThrow(/was changed by somebody else since it was read/);
    await attach({ pipelineArn, request: wanted });
    expect(await run(name)).toEqual(['Succeeded', []]);
    expect(await ailing(pipelineArn)).toEqual([]);
  });

  it('keeps what others changed since, and takes back its own', async () => {
    const pipelineArn = await foreign.makeInConsole();
    const name = ForeignPipelines.console;
    const bucket = ForeignPipelines.consoleBucket;
    await attach({ pipelineArn, request: request({ stages: [stageIn(DEV)] }) });
    await foreign.change(name);
    await foreign.addStatement(bucket, 'Theirs');
    const changed = JSON.parse(
      ((await foreign.stateOf(name)) as any).definition,
    );
    await detach({ pipelineArn });
    const { definition, bucketPolicy } = (await foreign.stateOf(name)) as any;
    expect(JSON.parse(definition)).toEqual({
      ...changed,
      artifactStore: { type: 'S3', location: bucket },
      stages: changed.stages.slice(0, 2),
    });
    expect(
      JSON.parse(bucketPolicy).Statement.map(({ Sid }: any) => Sid),
    ).toEqual([
      'DenyUnEncryptedObjectUploads',
      'DenyInsecureConnections',
      'Theirs',
    ]);
  });

  it('does not touch a policy in which its Sid says something else', async () => {
    const pipelineArn = await foreign.makeInConsole();
    const name = ForeignPipelines.console;
    await foreign.addStatement(
      ForeignPipelines.consoleBucket,
      `CrossAccountPipeline${sidOf(name)}Read`,
    );
    const before = await foreign.stateOf(name);
    await expect(
      attach({ pipelineArn, request: request({ stages: [stageIn(DEV)] }) }),
    ).rejects.toThrow(
      /the bucket policy of .* has a statement CrossAccountPipelineOrdersConsole\w+Read that says something else/,
    );
    expect(await foreign.stateOf(name)).toEqual(before);
  });

  it.each(['bucket policy', 'project', 'pipeline definition'])(
    'goes on where it was stopped after the %s, either way',
    async stop => {
      const pipelineArn = await foreign.makeInConsole();
      const name = ForeignPipelines.console;
      const before = await foreign.stateOf(name);
      const wanted = request({ stages: [stageIn(DEV)] });
      const stopping = {
        onWritten: ({ type }: { type: string }) => {
          if (type === stop) {
            throw new Error('killed');
          }
        },
      };
      await expect(
        attach({ pipelineArn, request: wanted, ...stopping }),
      ).rejects.toThrow('killed');
      await attach({ pipelineArn, request: wanted });
      expect(await run(name)).toEqual(['Succeeded', []]);
      await expect(detach({ pipelineArn, ...stopping })).rejects.toThrow(
        'killed',
      );
      await detach({ pipelineArn });
      expect(await foreign.stateOf(name)).toEqual(before);
    },
  );

  it('adds an account to what is attached, and takes everything back', async () => {
    const pipelineArn = await foreign.makeInConsole();
    const name = ForeignPipelines.console;
    const before = await foreign.stateOf(name);
    await attach({ pipelineArn, request: request({ stages: [stageIn(DEV)] }) });
    await attach({
      pipelineArn,
      request: request({ stages: [stageIn(STAGING, 'Further')] }),
    });
    expect(await run(name)).toEqual(['Succeeded', []]);
    expect(await ailing(pipelineArn)).toEqual([]);
    await detach({ pipelineArn });
    expect(await foreign.stateOf(name)).toEqual(before);
  });

  it('gives the lock the tags of its stacks, which an account may ask for', async () => {
    const pipelineArn = await foreign.makeInConsole();
    const { cloudFormation } = clientsOf(sandbox, { account: TOOLS });
    const tags = { team: 'orders' };
    const onWritten = jest.fn(async () => {
      const lock = await cloudFormation.send(
        new DescribeChangeSetCommand({
          StackName: `${attachmentName(ForeignPipelines.console)}-lock`,
          ChangeSetName: 'backstage-lock',
        }),
      );
      expect(lock.Tags).toEqual([{ Key: 'team', Value: 'orders' }]);
    });
    await attach({
      pipelineArn,
      request: request({ stages: [stageIn(DEV)], tags }),
      onWritten,
    });
    const { length: attached } = onWritten.mock.calls;
    expect(attached).toBeGreaterThan(0);
    await detach({ pipelineArn, onWritten });
    expect(onWritten.mock.calls.length).toBeGreaterThan(attached);
  });

  it.each([
    [{ stages: [] }, /Nothing is asked/],
    [
      { actions: [{ stage: 'Build', action: 'Build', account: DEV }] },
      /Build\/Build is an action of Build\/CodeBuild: only CloudFormation actions/,
    ],
    [
      { actions: [{ stage: 'Build', action: 'Gone', account: DEV }] },
      /the pipeline has no action Build\/Gone/,
    ],
    [
      { stages: [stageIn(DEV)], artifact: 'Nobodys' },
      /no action in account 111111111111 makes the artifact Nobodys; there are SourceArtifact, BuildArtifact/,
    ],
    [{ stages: [stageIn(DEV, 'Build')] }, /has a stage Build already/],
  ])('says why it cannot: %j', async (own, reason) => {
    const pipelineArn = await foreign.makeInConsole();
    await expect(
      attach({ pipelineArn, request: request(own) }),
    ).rejects.toThrow(reason);
    expect(
      stackOf(TOOLS, `${attachmentName(ForeignPipelines.console)}-attachment`),
    ).toBeUndefined();
  });

  it('does it with what attach-access lets it do, and with nothing less', async () => {
    const inConsole = await foreign.makeInConsole();
    await attach({
      pipelineArn: inConsole,
      request: request({ stages: [stageIn(DEV)] }),
    });
    await detach({ pipelineArn: inConsole });
    const byCli = await foreign.makeByCli();
    await attach({
      pipelineArn: byCli,
      request: request({
        actions: [{ stage: 'Deploy', action: 'Prepare', account: STAGING }],
      }),
    });
    await detach({ pipelineArn: byCli });
    expect(refusals()).toEqual([]);
    const asked = new Set(
      sandbox.world.trail.events
        .filter(({ principal }) =>
          /:assumed-role\/backstage-(reader|deployer)\//.test(principal),
        )
        .map(({ action }) => action),
    );
    const { iam } = clientsOf(sandbox);
    const allowed = await Promise.all(
      [...stackOf(TOOLS, 'attach-access')!.resources.values()].map(
        async ({ physicalId: PolicyArn }) => {
          const { PolicyVersion } = await iam.send(
            new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
          );
          return JSON.parse(
            decodeURIComponent(PolicyVersion!.Document!),
          ).Statement.flatMap(({ Action }: any) => Action);
        },
      ),
    );
    // An update that is taken back, a change set that is refused, a stack with
    // tags, and a source that is a connection ask for these.
    expect(
      [...new Set(allowed.flat())].filter(action => !asked.has(action)).sort(),
    ).toEqual([
      'cloudformation:CancelUpdateStack',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DescribeEvents',
      'cloudformation:TagResource',
      'cloudformation:UntagResource',
      'codeconnections:PassConnection',
      'codestar-connections:PassConnection',
    ]);
  });

  it('refuses before anything is made where it may not write', async () => {
    const pipelineArn = await foreign.makeByCli();
    await deleteStack(TOOLS, 'attach-access');
    await letPortalAttach(sandbox, { AttachableBucketNames: 'others-*' });
    const refused = await attach({
      pipelineArn,
      request: request({
        actions: [{ stage: 'Deploy', action: 'Prepare', account: STAGING }],
      }),
    }).catch(error => error);
    expect(refused.name).toBe('NotAllowedError');
    expect(refused.message).toMatch(
      /backstage-deployer do not allow[^]*s3:PutBucketPolicy on arn:aws:s3:::codepipeline-artifacts-by-hand/,
    );
    expect(stackOf(TOOLS, 'orders-cli-attachment')).toBeUndefined();
  });

  it('is done from the command line, without a portal', async () => {
    const pipelineArn = await foreign.makeByCli();
    const name = ForeignPipelines.cli;
    const before = await foreign.stateOf(name);
    const folder = await mkdtemp(join(tmpdir(), 'attach-'));
    try {
      await writeFile(
        join(folder, 'app-config.yaml'),
        stringify(portalConfig(sandbox)),
      );
      await writeFile(
        join(folder, 'request.yaml'),
        stringify(
          request({
            actions: [{ stage: 'Deploy', action: 'Prepare', account: STAGING }],
          }),
        ),
      );
      const planned = await runIn(
        folder,
        'attach',
        pipelineArn,
        'request.yaml',
        '--dry-run',
      );
      expect(planned.code).toBe(0);
      expect(planned.out).toMatch(
        /^In account 111111111111: the pipeline definition .* changes$/m,
      );
      expect(planned.out).toMatch(
        /^In account 111111111111: the bucket policy .* is made$/m,
      );
      expect(planned.out).toMatch(
        /^\+ .*"Sid": "CrossAccountPipelineOrdersCliRead"/m,
      );
      expect(await foreign.stateOf(name)).toEqual(before);

      const attached = await runIn(
        folder,
        'attach',
        pipelineArn,
        'request.yaml',
        '--json',
        '--progress',
      );
      expect(attached.err).toMatch(/pipeline definition .* written/);
      expect(JSON.parse(attached.out)).toMatchObject({
        version: 1,
        refusals: [],
        stacks: [{ outcome: 'created' }, { outcome: 'created' }],
      });
      expect(await run(name)).toEqual(['Succeeded', []]);

      const detached = await runIn(folder, 'detach', pipelineArn);
      expect(detached.out).toMatch(
        /^kept {2}222222222222 eu-west-1 by-hand: /m,
      );
      expect(detached.code).toBe(1);
      expect(await foreign.stateOf(name)).toEqual(before);

      await writeFile(join(folder, 'request.yaml'), 'stages: [{ name: x }]');
      const wrong = await runIn(folder, 'attach', pipelineArn, 'request.yaml');
      expect(wrong.err).toMatch(/request\.yaml: stages\[0\]\.targets/);
      expect(wrong.code).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
