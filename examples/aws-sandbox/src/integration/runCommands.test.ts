import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { stringify } from 'yaml';
import { clientsOf } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { portalConfig } from '../seed/portalClients';
import { accountIds, DEV, STAGING, TOOLS } from '../seed/samplePipelines';
import { deploySampleOrders } from './__testUtils__/deploySampleOrders';
import { runIn } from './__testUtils__/runIn';

const arn = `arn:aws:codepipeline:eu-west-1:${TOOLS}:orders`;

describe('runs by the command line', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startReachableSandbox();
    folder = await mkdtemp(join(tmpdir(), 'run-commands-'));
    await writeFile(
      join(folder, 'app-config.yaml'),
      stringify(portalConfig(sandbox, accountIds)),
    );
    await deploySampleOrders(sandbox, [
      { name: 'Dev', account: DEV },
      { name: 'Staging', account: STAGING, approval: 'Is it good?' },
    ]);
  });

  afterAll(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const run = (...args: string[]) => runIn(folder, ...args);

  const newestRun = async () => {
    const { pipelineExecutionSummaries } = await clientsOf(
      sandbox,
    ).codePipeline.send(
      new ListPipelineExecutionsCommand({ pipelineName: 'orders' }),
    );
    return pipelineExecutionSummaries![0].pipelineExecutionId!;
  };

  /** Answers as soon as it waits. */
  const answer = async (executionId: string, ...more: string[]) => {
    for (;;) {
      const answered = await run(
        'approve',
        arn,
        executionId,
        'Staging/Approve',
        ...more,
      );
      if (answered.code === 0) {
        return answered.out;
      }
      expect(answered.err).toContain('does not wait for an approval');
    }
  };

  it('are rejected, retried, approved and followed to their end', async () => {
    const executionId = await newestRun();
    await expect(
      answer(executionId, '--reject', '--comment', 'Not on a Friday'),
    ).resolves.toBe(`Rejected Staging/Approve of run ${executionId}\n`);
    await expect(sandbox.waitForRun('orders')).resolves.toMatchObject({
      status: 'Failed',
    });

    const retried = run('retry', arn, executionId, 'Staging', '--json');
    await answer(executionId);
    const { code, out, err } = await retried;
    expect(err).toContain('The run has ended: Succeeded');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      pipelineArn: arn,
      executionId,
      status: 'Succeeded',
      failures: [],
    });
    expect(code).toBe(0);
  });

  it('that fail are explained by the hop that is broken', async () => {
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop: 'key' });
    const { code, out, err } = await run('start', arn);
    sandbox.mendHop({ pipeline: 'orders', account: DEV, hop: 'key' });
    expect(err).toContain('Stage Dev: Failed');
    expect(out).toMatch(/^Run \S+ is Failed\nDev\/\S+ failed: .*\n {2}H6 /);
    expect(out).toContain('To mend it: ');
    expect(code).toBe(1);
  });

  it('are left where they take too long, stopped, and taken back', async () => {
    const left = await run('start', arn, '--timeout', '1', '--json');
    expect(left.code).toBe(3);
    const { executionId, status } = JSON.parse(left.out);
    expect(status).toBe('InProgress');

    const stopped = await run(
      'stop',
      arn,
      executionId,
      '--abandon',
      '--reason',
      'Taken back',
    );
    expect(stopped.out).toBe(
      `Stops run ${executionId} and leaves what its actions are doing\n`,
    );
    await expect(sandbox.waitForRun('orders')).resolves.toMatchObject({
      status: 'Stopped',
    });

    const back = await run('rollback', arn, 'Dev');
    expect(back).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Run \S+ is Succeeded\n$/),
    });
  });

  it('start with what they are told, and are not waited for', async () => {
    const { code, out } = await run(
      'start',
      arn,
      '--no-wait',
      '--source-revision',
      'Source=S3_OBJECT_KEY:nothing.zip',
    );
    expect(code).toBe(0);
    const [, executionId] = /^Run (\S+)\n$/.exec(out)!;
    await expect(newestRun()).resolves.toBe(executionId);
    await expect(sandbox.waitForRun('orders')).resolves.toMatchObject({
      status: 'Failed',
    });
  });
});
