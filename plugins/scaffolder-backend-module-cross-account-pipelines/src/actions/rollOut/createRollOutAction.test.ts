import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PipelineSummary } from 'backstage-plugin-cross-account-pipelines-common';
import {
  rollOut,
  type RollOutOptions,
  type RollOutReport,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { orders } from '../../__testUtils__/orders';
import { runAction } from '../../__testUtils__/runAction';
import { createRollOutAction } from './createRollOutAction';
import { examples } from './createRollOutAction.examples';

// The sandbox's integration tests roll out; here it counts what is asked for.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  rollOut: jest.fn(),
}));

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const guardrails = {
  spec: { permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' },
  existingRoles: ['arn:aws:iam::*:role/shared'],
};

const reportOf = (
  outcome: RollOutReport['outcome'],
  pipeline: object = {},
): RollOutReport => ({
  dryRun: false,
  outcome,
  templates: { digest: '0123456789abcdef', origin: 'suite' },
  waves: [],
  pipelines: [
    {
      pipelineArn,
      standing: 'current',
      behind: [],
      stacks: [],
      obstacles: [],
      outcome: 'left',
      ...pipeline,
    },
  ],
});

const renderedFor = (spec: object) =>
  ({
    spec,
    manifest: {
      version: 1,
      stacks: [
        {
          account: '012345678901',
          region: 'eu-west-1',
          stackName: 'orders-target',
          phase: 'target',
          template: 'target-account.yaml',
          tags: { 'backstage-component': 'component:default/orders' },
        },
      ],
    },
  } as any);

/** As the portal lists it. */
const summaryOf = (name: string, own: Partial<PipelineSummary> = {}) => ({
  pipelineArn: `arn:aws:codepipeline:eu-west-1:111111111111:${name}`,
  ownerRef: 'component:default/orders',
  entityRefs: [],
  reaches: [{ id: '012345678901' }],
  ...own,
});

const known: PipelineSummary[] = [
  summaryOf('payments'),
  summaryOf('gone', { goneAt: '2026-11-30T08:00:00Z' }),
  summaryOf('disputed', { ownerRef: undefined }),
  summaryOf('orders'),
];

function run(options: {
  input: object;
  isDryRun?: boolean;
  permission?: AuthorizeResult.DENY;
  known?: PipelineSummary[];
}) {
  const listPipelines = jest.fn(async () => options.known ?? known);
  const action = createRollOutAction({
    accounts,
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    client: { listPipelines },
    catalog: { getEntityByRef: async () => orders },
    clients: { forAccount: async () => ({} as any) },
    guardrails,
    permissions: mockServices.permissions({
      result: options.permission ?? AuthorizeResult.ALLOW,
    }),
    urlReader: mockServices.urlReader.mock(),
  });
  return runAction(action, options);
}

const denied: AuthorizeResult.DENY = AuthorizeResult.DENY;

const asked = () => jest.mocked(rollOut).mock.calls[0][0] as RollOutOptions;

describe('aws:cross-account-pipeline:roll-out', () => {
  beforeEach(() => {
    jest.mocked(rollOut).mockReset();
    jest.mocked(rollOut).mockResolvedValue(reportOf('nothing-to-do'));
  });

  it.each(examples)('does what the example says: $description', async each => {
    const [step] = parse(each.example!).steps;
    expect(step.action).toBe('aws:cross-account-pipeline:roll-out');
    const { planOnly, templates, ...input } = step.input;
    await run({ input: templates ? input : step.input }).done;
    expect(asked()).toMatchObject({ ...input, guardrails: guardrails.spec });
    expect(asked().dryRun).toBe(planOnly);
  });

  it('takes all that the user may change where none is named', async () => {
    for (const input of [{}, { pipelineArns: [] }]) {
      jest.mocked(rollOut).mockClear();
      const { done, log } = run({ input });
      await done;
      expect(asked().pipelineArns).toEqual([
        'arn:aws:codepipeline:eu-west-1:111111111111:payments',
        'arn:aws:codepipeline:eu-west-1:111111111111:orders',
      ]);
      expect(log()).toContain(
        'Left out, since you may not change them:\n- arn:aws:codepipeline:eu-west-1:111111111111:disputed',
      );
    }
  });

  it.each([
    ['may change none', { permission: denied }],
    ['has none', { known: [] }],
  ])('says so where the user %s', async (_, own) => {
    await expect(run({ input: {}, ...own }).done).rejects.toThrow(
      'The portal has no pipeline that you may change',
    );
    expect(rollOut).not.toHaveBeenCalled();
  });

  it('says what became of each pipeline', async () => {
    jest.mocked(rollOut).mockImplementation(async ({ onEvent }) => {
      onEvent!({
        type: 'wave-started',
        wave: 1,
        waves: 1,
        isCanary: true,
        pipelineArns: [pipelineArn],
      });
      return reportOf('finished', {
        standing: 'behind',
        outcome: 'rolled-out',
        wave: 1,
        after: { health: 'healthy', broken: [] },
      });
    });
    const { done, log, output } = run({
      input: { pipelineArns: [pipelineArn] },
    });
    await done;
    expect(log()).toContain('Wave 1 of 1, the canary: orders in 111111111111');
    expect(log()).toContain('All are current');
    expect(output).toHaveBeenCalledWith('outcome', 'finished');
    expect(output).toHaveBeenCalledWith('pipelines', [
      {
        pipelineArn,
        standing: 'behind',
        outcome: 'rolled-out',
        wave: 1,
        health: 'healthy',
      },
    ]);
  });

  it.each(['refused', 'stopped'] as const)(
    'fails when the roll-out is %s',
    async outcome => {
      jest
        .mocked(rollOut)
        .mockResolvedValue(reportOf(outcome, { error: 'H6 is broken' }));
      const { done, output } = run({ input: { pipelineArns: [pipelineArn] } });
      await expect(done).rejects.toThrow('H6 is broken');
      expect(output).toHaveBeenCalledWith('outcome', outcome);
    },
  );

  it('only plans in a dry run', async () => {
    await run({ input: { pipelineArns: [pipelineArn] }, isDryRun: true }).done;
    expect(asked().dryRun).toBe(true);
  });

  it('keeps pipelines closed to those who may not deploy them', async () => {
    const input = { pipelineArns: [pipelineArn] };
    await run({ input }).done;
    await expect(
      asked().authorize!(renderedFor({ name: 'orders' })),
    ).resolves.toBeUndefined();
    await expect(
      asked().authorize!(
        renderedFor({ serviceRoleArn: 'arn:aws:iam::111111111111:role/admin' }),
      ),
    ).rejects.toThrow('Pipelines may not use these roles');

    jest.mocked(rollOut).mockClear();
    await run({ input, permission: AuthorizeResult.DENY }).done;
    await expect(
      asked().authorize!(renderedFor({ name: 'orders' })),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});
