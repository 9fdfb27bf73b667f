import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CreatePipelineCommand,
  GetPipelineCommand,
} from '@aws-sdk/client-codepipeline';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  planRollOut,
  readDeployedPipeline,
  readTemplateFolder,
  rollOut,
  type RollOutEvent,
  type RollOutReport,
  type RollOutScope,
} from 'backstage-plugin-cross-account-pipelines-node';
import { stringify } from 'yaml';
import { clientsOf } from '../../__testUtils__/clientsOf';
import { makeRole } from '../../__testUtils__/makeRole';
import type { Sandbox } from '../../Sandbox';
import { ageWorld } from '../../seed/ageWorld';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  portalConfig,
  renderOrders,
  STAGING,
  startOrdersSandbox,
  TOOLS,
} from '../__testUtils__/ordersPipeline';
import { putIdleSource } from '../../seed/putIdleSource';
import { runIn } from '../__testUtils__/runIn';

// Three pipelines, on machines that do other things as well.
jest.setTimeout(300_000);

const ownTemplates = resolve(
  __dirname,
  '../../../../../templates/cross-account-pipeline/cloudformation',
);
const names = ['orders', 'payments', 'invoices'];
const arns = names.map(
  name => `arn:aws:codepipeline:eu-west-1:${TOOLS}:${name}`,
);
const [orders, payments, invoices] = arns;
const settling = { interval: 5, patience: 20, timeout: 5_000 };

describe('a roll-out of templates', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
    folder = await mkdtemp(join(tmpdir(), 'roll-out-'));
    await writeFile(
      join(folder, 'app-config.yaml'),
      stringify(
        portalConfig(sandbox, {
          accounts: [TOOLS, DEV, STAGING].map(id => ({
            id,
            name: id,
            regions: ['eu-west-1'],
            uses: [id === TOOLS ? 'pipeline' : 'target'],
          })),
        }),
      ),
    );
    for (const name of names) {
      await deployOrders(sandbox, await renderOrders(name));
    }
    ageWorld(sandbox);
  });

  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  /** A folder of templates in which the target accounts get something else. */
  const changeTemplates = async (
    name: string,
    ...edits: Array<[from: string, to: string]>
  ) => {
    await cp(ownTemplates, join(folder, name), { recursive: true });
    const file = join(folder, name, 'target-account.yaml');
    let text = await readFile(file, 'utf8');
    for (const [from, to] of edits) {
      expect(text).toContain(from);
      text = text.replace(from, () => to);
    }
    await writeFile(file, text);
    return name;
  };

  const newer = () =>
    changeTemplates('newer', [
      '- s3:GetObjectVersion\n',
      '- s3:GetObjectAttributes\n                  - s3:GetObjectVersion\n',
    ]);

  const scope = async (name?: string): Promise<RollOutScope> => ({
    clients: portalClients(sandbox),
    pipelineArns: arns,
    templates: name
      ? await readTemplateFolder(join(folder, name), name)
      : await readTemplateFolder(),
  });

  const run = async (name: string) => {
    const events: RollOutEvent[] = [];
    const report = await rollOut({
      ...(await scope(name)),
      settling,
      pace,
      onEvent: event => events.push(event),
    });
    return { report, events };
  };

  const outcomes = ({ pipelines }: RollOutReport) =>
    pipelines.map(({ outcome }) => outcome);

  /** Which pipelines the templates of a folder have made. */
  const madeFrom = async (name: string) => {
    const origins = await Promise.all(
      arns.map(async pipelineArn => {
        const { record } = await readDeployedPipeline({
          clients: portalClients(sandbox),
          pipelineArn,
        });
        return record.templates.origin === name ? [pipelineArn] : [];
      }),
    );
    return origins.flat();
  };

  it('tells before what is behind, and what gets wider and narrower', async () => {
    await expect(planRollOut(await scope())).resolves.toMatchObject({
      waves: [],
      pipelines: Array(3).fill({ standing: 'current', behind: [] }),
    });
    const name = await changeTemplates('both', [
      '- s3:GetObjectVersion\n',
      '- s3:GetObjectAttributes\n',
    ]);
    const plan = await planRollOut({
      ...(await scope(name)),
      pipelineArns: [...arns, `${orders}-by-hand`],
    });
    expect(plan.waves).toEqual([[orders], [payments, invoices]]);
    expect(plan.pipelines[3]).toMatchObject({
      standing: 'foreign',
      obstacles: [],
    });
    const target = plan.pipelines[0].stacks.find(
      ({ account }) => account === DEV,
    )!;
    const [change] = target.changes;
    expect(change.widened.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^allows s3:GetObjectAttributes on /),
    ]);
    expect(change.narrowed).toEqual([
      expect.stringMatching(/^no longer allows s3:GetObjectVersion on /),
    ]);

    const { code, out, err } = await runIn(
      folder,
      'roll-out',
      ...arns,
      '--templates',
      name,
      '--dry-run',
    );
    expect(err).toContain('Templates of both (');
    expect(err).toContain('for 3 pipelines: 3 behind\n');
    expect(err).toMatch(/ {4}WIDER ActionRole allows s3:GetObjectAttributes/);
    expect(err).toMatch(/ {4}narrower: ActionRole no longer allows s3:GetOb/);
    expect(err).toContain(`Wave 2: payments in ${TOOLS}, invoices in ${TOOLS}`);
    expect(out).toContain(`behind  ${payments}  wave 2 of 2`);
    expect(code).toBe(0);
    await expect(madeFrom('both')).resolves.toEqual([]);
  });

  it('goes to all pipelines that this suite has made, and to no other', async () => {
    const { codePipeline } = clientsOf(sandbox);
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name: 'orders' }),
    );
    const roleArn = await makeRole(sandbox, {
      account: TOOLS,
      name: 'others',
      trusts: { Service: 'codepipeline.amazonaws.com' },
      statements: [{ Action: '*', Resource: '*' }],
    });
    await codePipeline.send(
      new CreatePipelineCommand({
        pipeline: {
          ...pipeline!,
          name: 'somebody-elses',
          roleArn,
          stages: pipeline!.stages!.map(stage => ({
            ...stage,
            actions: stage.actions!.map(action => ({
              ...action,
              roleArn: undefined,
            })),
          })),
        },
      }),
    );
    const { code, out } = await runIn(folder, 'roll-out', '--all', '--dry-run');
    expect(out.match(/arn:\S+/g)!.sort()).toEqual([...arns].sort());
    expect(code).toBe(0);
  });

  it('goes to none where one account cannot be asked which it has', async () => {
    await clientsOf(sandbox).iam.send(
      new DeleteRolePolicyCommand({
        RoleName: 'backstage-reader',
        PolicyName: 'ReadPipelines',
      }),
    );
    const { code, err } = await runIn(folder, 'roll-out', '--all');
    expect(err).toContain(`which pipelines there are in account ${TOOLS}, eu-`);
    expect(err).toContain('codepipeline:ListPipelines');
    expect(code).not.toBe(0);
  });

  it('changes nothing where one pipeline would not work', async () => {
    const { report } = await run(
      await changeTemplates('blind', [
        'Action: kms:Decrypt\n',
        'Action: kms:DescribeKey\n',
      ]),
    );
    expect(report.outcome).toBe('refused');
    expect(report.pipelines[0].health).toBe('broken');
    expect(report.pipelines[0].obstacles.join('\n')).toContain('H6');
    expect(outcomes(report)).toEqual(['left', 'left', 'left']);
    await expect(madeFrom('blind')).resolves.toEqual([]);
  });

  it('stops at the canary, and goes on when that is mended', async () => {
    // Only AWS knows that the name is taken.
    await clientsOf(sandbox).s3.send(
      new CreateBucketCommand({ Bucket: 'taken-by-somebody' }),
    );
    const failing = await changeTemplates('failing', [
      'Resources:\n',
      'Resources:\n  Taken:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: taken-by-somebody\n',
    ]);
    const args = ['roll-out', ...arns, '--progress', '--wave', '2'];
    const stopped = await runIn(folder, ...args, '--templates', failing);
    expect(stopped.err).toContain(
      `Wave 1 of 2, the canary: orders in ${TOOLS}\n`,
    );
    expect(stopped.err).toMatch(
      /orders in \d+ FAILED after \d+ s \(1 of 3, about \d+ s left\): /,
    );
    expect(stopped.out).toContain(`failed  ${orders}  wave 1 of 2\n`);
    expect(stopped.out).toContain(`behind  ${payments}  wave 2 of 2\n`);
    expect(stopped.out).toContain('Stopped: the rest was left alone');
    expect(stopped.code).toBe(1);
    await expect(madeFrom('failing')).resolves.toEqual([]);

    const mended = await newer();
    const finished = await runIn(
      folder,
      ...args,
      '--templates',
      mended,
      '--json',
    );
    expect(finished.code).toBe(0);
    const report: RollOutReport = JSON.parse(finished.out);
    expect(report).toMatchObject({
      version: 1,
      outcome: 'finished',
      pipelines: Array(3).fill({
        outcome: 'rolled-out',
        after: { health: 'healthy', broken: [] },
      }),
    });
    await expect(madeFrom('newer')).resolves.toEqual(arns);

    const again = await runIn(folder, ...args, '--templates', mended);
    expect(again).toMatchObject({
      code: 0,
      out: [
        ...arns.map(arn => `current  ${arn}`),
        'Nothing to do: all are current\n',
      ].join('\n'),
    });
  });

  it('stops at a hop that is broken once it is deployed, until it is mended', async () => {
    const name = await newer();
    const hop = { pipeline: 'orders', account: DEV, hop: 'key' } as const;
    sandbox.breakHop(hop);
    const first = await run(name);
    expect(first.report.outcome).toBe('stopped');
    expect(outcomes(first.report)).toEqual(['failed', 'left', 'left']);
    expect(first.report.pipelines[0].error).toMatch(
      /^It is deployed and broken: H6 /,
    );
    await expect(madeFrom(name)).resolves.toEqual([orders]);

    const second = await run(name);
    expect(second.report.outcome).toBe('stopped');
    expect(second.report.pipelines[0]).toMatchObject({
      standing: 'current',
      outcome: 'failed',
      error: expect.stringContaining('has this version already and is broken'),
    });
    await expect(madeFrom(name)).resolves.toEqual([orders]);

    sandbox.mendHop(hop);
    const third = await run(name);
    expect(third.report.outcome).toBe('finished');
    expect(outcomes(third.report)).toEqual([
      'left',
      'rolled-out',
      'rolled-out',
    ]);
    await expect(madeFrom(name)).resolves.toEqual(arns);
  });

  it('leaves alone what somebody changes meanwhile', async () => {
    const name = await newer();
    const changed = await renderOrders('orders', {
      tags: { service: 'another' },
    });
    let change: Promise<unknown> | undefined;
    const report = await rollOut({
      ...(await scope(name)),
      pipelineArns: [orders],
      settling,
      pace,
      onEvent: event => {
        // It waits for the lock until the other deployment is through.
        if (event.type === 'pipeline-started') {
          change = deployOrders(sandbox, changed);
        }
      },
      lock: { wait: 60_000 },
    });
    await change;
    const { record } = await readDeployedPipeline({
      clients: portalClients(sandbox),
      pipelineArn: orders,
    });
    expect(record.spec.tags).toEqual({ service: 'another' });
    const errors = report.pipelines.flatMap(({ error }) => error ?? []);
    expect(
      errors.filter(error => !error.includes('changed the pipeline')),
    ).toEqual([]);
  });

  it('brings guardrails, and keeps what they do not say', async () => {
    const guardrails = {
      deployRole: {
        statements: [
          { Effect: 'Allow' as const, Action: 'sns:*', Resource: '*' },
        ],
      },
      organization: undefined,
    };
    const report = await rollOut({
      ...(await scope()),
      pipelineArns: [invoices],
      guardrails,
      settling,
      pace,
    });
    expect(report).toMatchObject({
      outcome: 'finished',
      pipelines: [{ behind: ['guardrails'], outcome: 'rolled-out' }],
    });
    await expect(
      planRollOut({ ...(await scope()), guardrails }),
    ).resolves.toMatchObject({
      pipelines: [
        { standing: 'behind' },
        { standing: 'behind' },
        { standing: 'current' },
      ],
    });
  });
});
