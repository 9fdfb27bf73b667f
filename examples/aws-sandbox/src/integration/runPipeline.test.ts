import {
  explainRun,
  followRun,
  PipelineRuns,
} from 'backstage-plugin-cross-account-pipelines-node';
import { assessPipeline } from 'backstage-plugin-cross-account-pipelines-core';
import { collectEstate } from 'backstage-plugin-cross-account-pipelines-node';
import { DEV, TOOLS } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { portalClients } from '../seed/portalClients';
import { accountIds } from '../seed/samplePipelines';
import { deploySampleOrders } from './__testUtils__/deploySampleOrders';

const pipelineArn = `arn:aws:codepipeline:eu-west-1:${TOOLS}:orders`;

describe('runs of a pipeline, by the portal', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startReachableSandbox();
    await deploySampleOrders(sandbox, [{ name: 'Dev', account: DEV }]);
    await sandbox.waitForRun('orders');
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const clients = () => portalClients(sandbox, accountIds);

  const follow = async (executionId: string) => {
    const events: string[] = [];
    const run = await followRun({
      clients: clients(),
      pipelineArn,
      executionId,
      interval: 5,
      onEvent: event =>
        events.push(
          [
            event.type,
            'stage' in event ? event.stage : '',
            'status' in event ? event.status : '',
          ].join(' '),
        ),
    });
    return { events, run };
  };

  it('are started and followed to their end', async () => {
    const runs = new PipelineRuns({ clients: clients() });
    const { events, run } = await follow(await runs.start({ pipelineArn }));
    expect(run.status).toBe('Succeeded');
    expect(events).toContain('stage-changed Dev Succeeded');
    expect(events.at(-1)).toBe('run-ended  Succeeded');
    expect(new Set(events).size).toBe(
      events.filter(event => !event.startsWith('action')).length +
        new Set(events.filter(event => event.startsWith('action'))).size,
    );
  });

  it('are explained by the hop that is broken', async () => {
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop: 'key' });
    const runs = new PipelineRuns({ clients: clients() });
    const { run } = await follow(await runs.start({ pipelineArn }));
    expect(run.status).toBe('Failed');
    const estate = await collectEstate({
      clients: clients(),
      pipelineArn,
      now: new Date(Date.now() + 3_600_000),
    });
    sandbox.mendHop({ pipeline: 'orders', account: DEV, hop: 'key' });
    const [failure] = explainRun({
      run,
      report: assessPipeline({ estate, pipelineArn }),
    });
    expect(failure.stage).toBe('Dev');
    expect(failure.explanations[0]).toMatchObject({
      hop: 'H6',
      assessment: 'confirmed',
    });
  });

  it('go back to the run before, where there is one', async () => {
    const runs = new PipelineRuns({ clients: clients() });
    const { run } = await follow(
      await runs.rollBack({ pipelineArn, stage: 'Dev' }),
    );
    expect(run.status).toBe('Succeeded');
    await expect(
      runs.rollBack({ pipelineArn, stage: 'Nowhere' }),
    ).rejects.toThrow(/Nowhere/);
  });
});
