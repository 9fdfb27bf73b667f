import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  Health,
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { worstHealth } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { parse } from 'yaml';
import { orders } from '../../__testUtils__/orders';
import { createVerifyAction } from './createVerifyAction';
import { examples } from './createVerifyAction.examples';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const workspace = createMockDirectory();

const keyPolicy = {
  type: 'key policy',
  account: '111111111111',
  arn: 'arn:aws:kms:eu-west-1:111111111111:alias/orders',
} as const;

function hop(health: Health): HopVerdict {
  return {
    id: 'key',
    hop: 'H6',
    gate: 'key',
    health,
    sentence: 'orders-action in 012345678901 may decrypt with the artifact key',
    evidence: [],
    ...(health === 'broken' && {
      evidence: [
        {
          document: keyPolicy,
          account: '111111111111',
          statement: 'Targets',
          source: { file: 'foundation.yaml', line: 42 },
        },
      ],
      reason: 'The key policy does not let account 012345678901 in',
      side: 'resource',
      account: '111111111111',
      remedy: {
        summary: 'Name arn:aws:iam::012345678901:root in the key policy',
        account: '111111111111',
        document: keyPolicy,
      },
    }),
  };
}

function reading(health: Health, own: Health = 'healthy'): PipelineReport {
  return {
    pipelineArn,
    name: 'orders',
    account: { id: '111111111111', name: 'tools' },
    region: 'eu-west-1',
    health: worstHealth([health, own]),
    origin: 'observed',
    hops: [{ ...hop(own), id: 'own', sentence: 'CodePipeline may run' }],
    links: [
      {
        account: { id: '012345678901', name: 'dev' },
        region: 'eu-west-1',
        health,
        hops: [hop(health)],
      },
    ],
    findings: [],
    unseen: [],
    readAt: '2026-11-20T10:00:00.000Z',
  };
}

function run(options: {
  readings?: PipelineReport[];
  input?: { pipelineArn: string; timeoutSeconds?: number };
  isDryRun?: boolean;
  patience?: number;
  permission?: AuthorizeResult.DENY;
  entities?: Entity[];
  isUnowned?: boolean;
  signal?: AbortSignal;
}) {
  const readings = [...(options.readings ?? [reading('healthy')])];
  const readPipeline = jest.fn(async () =>
    readings.length > 1 ? readings.shift()! : readings[0],
  );
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const action = createVerifyAction({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    catalog: catalogServiceMock({ entities: options.entities ?? [orders] }),
    client: {
      getPipelineOwner: async () => ({
        pipelineArn,
        ...(options.isUnowned ? {} : { ownerRef: 'component:default/orders' }),
      }),
    },
    permissions: mockServices.permissions({
      result: options.permission ?? AuthorizeResult.ALLOW,
    }),
    readPipeline,
    interval: 1,
    patience: options.patience ?? 0,
  });
  const done = action.handler({
    ...createMockActionContext({
      input: options.input ?? { pipelineArn },
      workspacePath: workspace.path,
      user: { ref: 'user:default/alice' },
    }),
    logger,
    output,
    isDryRun: options.isDryRun,
    signal: options.signal,
  });
  const logged = () => logger.info.mock.calls.map(([line]) => line);
  return { done, logged, output, readPipeline };
}

describe('aws:cross-account-pipeline:verify', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:verify');
      const { done, output, readPipeline } = run({ input: step.input });
      await done;
      expect(readPipeline).toHaveBeenCalledTimes(1);
      expect(readPipeline).toHaveBeenCalledWith({
        pipelineArn,
        onBehalfOf: 'user:default/alice',
      });
      expect(output).toHaveBeenCalledWith('health', 'healthy');
      expect(output).toHaveBeenCalledWith(
        'verdict',
        'orders can work in every account it reaches',
      );
    },
  );

  it('reads again while IAM has not caught up', async () => {
    const { done, output, readPipeline } = run({
      readings: [reading('pending'), reading('pending'), reading('warning')],
    });
    await done;
    expect(readPipeline).toHaveBeenCalledTimes(3);
    expect(output).toHaveBeenCalledWith('health', 'warning');
  });

  it('does not believe the first reading that finds a hop broken', async () => {
    const { done, output, readPipeline } = run({
      readings: [reading('broken'), reading('broken'), reading('healthy')],
      patience: 10_000,
    });
    await done;
    expect(readPipeline).toHaveBeenCalledTimes(3);
    expect(output).toHaveBeenCalledWith('health', 'healthy');
  });

  it('fails with account, hop, reason, side and remedy when it stays broken', async () => {
    const { done, logged, output } = run({ readings: [reading('broken')] });
    await expect(done).rejects.toThrow(
      [
        'orders cannot work in dev (012345678901):',
        '- dev (012345678901), eu-west-1: H6 broken: orders-action in 012345678901 may decrypt with the artifact key. The key policy does not let account 012345678901 in. See key policy of arn:aws:kms:eu-west-1:111111111111:alias/orders, statement Targets, in foundation.yaml:42. To do in account 111111111111 (the side that is called): Name arn:aws:iam::012345678901:root in the key policy.',
      ].join('\n'),
    );
    expect(output).toHaveBeenCalledWith('health', 'broken');
    expect(logged()).toContain(
      'broken   dev (012345678901), eu-west-1: enter not needed, artifacts not needed, key broken, deploy not judged',
    );
  });

  it("fails when a hop in the pipeline's own account is broken", async () => {
    const { done } = run({ readings: [reading('healthy', 'broken')] });
    await expect(done).rejects.toThrow(
      'orders cannot work in its own account:\n- H6 broken: CodePipeline may run.',
    );
  });

  it('gives up waiting in time, and says what it saw', async () => {
    jest.useFakeTimers({ advanceTimers: 100 });
    const { done, output } = run({
      readings: [reading('pending')],
      input: { pipelineArn, timeoutSeconds: 1 },
    });
    await done;
    jest.useRealTimers();
    expect(output).toHaveBeenCalledWith('health', 'pending');
    expect(output).toHaveBeenCalledWith(
      'verdict',
      'orders: 1 of 1 links could not be judged',
    );
  });

  it('passes with what could not be read, and says so', async () => {
    const { done, output } = run({ readings: [reading('unknown')] });
    await done;
    expect(output).toHaveBeenCalledWith('health', 'unknown');
  });

  it('stops when the task is cancelled', async () => {
    const cancel = new AbortController();
    const { done, readPipeline } = run({
      readings: [reading('pending')],
      signal: cancel.signal,
    });
    cancel.abort();
    await expect(done).rejects.toThrow('abort');
    expect(readPipeline.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('reads nothing without permission, for no pipeline, or in a dry run', async () => {
    const denied = run({ permission: AuthorizeResult.DENY });
    await expect(denied.done).rejects.toThrow(
      'cross-account-pipelines.report.check',
    );
    const mistaken = run({ input: { pipelineArn: 'orders' } });
    await expect(mistaken.done).rejects.toThrow('pipelineArn is "orders"');
    const dry = run({ isDryRun: true });
    await dry.done;
    for (const { readPipeline } of [denied, mistaken, dry]) {
      expect(readPipeline).not.toHaveBeenCalled();
    }
  });
});
