import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { watchRun } from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { createRunActions } from './createRunActions';
import { runExamples } from './createRunActions.examples';

// The sandbox's integration tests follow runs.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  watchRun: jest.fn(),
}));

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

function run(
  name: string,
  options: {
    input: any;
    isDryRun?: boolean;
    /** What the task has kept of the step so far. */
    kept?: Map<string, unknown>;
  },
) {
  const { kept = new Map<string, unknown>() } = options;
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const client = {
    startPipeline: jest.fn(async (_: object) => ({ executionId: 'run-1' })),
    rollBackStage: jest.fn(async (_: object) => ({ executionId: 'run-2' })),
    stopExecution: jest.fn(async (_: object) => {}),
    retryStage: jest.fn(async (_: object) => {}),
    answerApproval: jest.fn(async (_: object) => {}),
  };
  const action = createRunActions({
    accounts,
    auth: mockServices.auth(),
    client,
    clients: { forAccount: async () => ({} as any) },
  }).find(({ id }) => id === `aws:codepipeline:${name}`)!;
  const done = action.handler({
    ...createMockActionContext({ input: options.input }),
    checkpoint: async ({ key, fn }: { key: string; fn: () => unknown }) => {
      if (!kept.has(key)) {
        kept.set(key, await fn());
      }
      return kept.get(key);
    },
    logger,
    output,
    isDryRun: options.isDryRun,
  } as any);
  const log = () =>
    logger.info.mock.calls.map(([line]) => line as string).join('\n');
  const asked = () =>
    Object.values(client).flatMap(({ mock }) =>
      mock.calls.map(([input]) => input),
    );
  return { asked, done, log, output };
}

const ended = (status: string) => ({
  id: 'run-1',
  status,
  startedAt: '2026-11-30T00:00:00.000Z',
  revisions: [],
  stages: [],
});

describe('the actions that run pipelines', () => {
  beforeEach(() => {
    jest.mocked(watchRun).mockReset();
    jest.mocked(watchRun).mockImplementation(async ({ onEvent }) => {
      onEvent?.({ type: 'approval-waits', stage: 'Dev', action: 'Approve' });
      return { run: ended('Succeeded'), failures: [] };
    });
  });

  it.each(
    Object.entries(runExamples).flatMap(([name, examples]) =>
      examples.map(({ description, example }) => [name, description, example]),
    ),
  )('%s does what the example says: %s', async (name, _, example) => {
    const [step] = parse(example!).steps;
    expect(step.action).toBe(`aws:codepipeline:${name}`);
    const { done, asked } = run(name, { input: step.input });
    await done;
    const { wait: __, ...input } = step.input;
    expect(asked()).toEqual([expect.objectContaining(input)]);
  });

  it.each(Object.keys(runExamples))(
    '%s asks for nothing in a dry run',
    async name => {
      const [{ example }] = runExamples[name as keyof typeof runExamples];
      const { input } = parse(example).steps[0];
      const { done, asked, log } = run(name, { input, isDryRun: true });
      await done;
      expect(asked()).toEqual([]);
      expect(log()).toMatch(/^Would /);
    },
  );

  it.each(Object.keys(runExamples))(
    '%s takes nothing for a pipeline that is none',
    async name => {
      const [{ example }] = runExamples[name as keyof typeof runExamples];
      const { input } = parse(example).steps[0];
      const { done } = run(name, {
        input: { ...input, pipelineArn: 'orders' },
      });
      await expect(done).rejects.toThrow('pipelineArn is "orders"');
    },
  );

  it('start follows to the end and says what waits', async () => {
    const { done, log, output } = run('start', { input: { pipelineArn } });
    await done;
    expect(log()).toContain('Started run run-1');
    expect(log()).toContain('Dev/Approve waits for an approval');
    expect(output).toHaveBeenCalledWith('status', 'Succeeded');
  });

  it('start fails with what explains the run', async () => {
    const failures = [
      { stage: 'Dev', action: 'Deploy', message: 'denied', explanations: [] },
    ];
    jest.mocked(watchRun).mockResolvedValue({ run: ended('Failed'), failures });
    const { done, output } = run('start', {
      input: { pipelineArn, timeoutSeconds: 60 },
    });
    await expect(done).rejects.toThrow(
      'Run run-1 is Failed\nDev/Deploy failed: denied\n  Nothing that is known',
    );
    expect(output).toHaveBeenCalledWith('status', 'Failed');
    expect(watchRun).toHaveBeenCalledWith(
      expect.objectContaining({ executionId: 'run-1', timeoutSeconds: 60 }),
    );
  });

  it.each<[string, object, object]>([
    ['start', {}, { variables: { Level: 'high' } }],
    ['rollback', { stage: 'Prod' }, { targetExecutionId: 'run-0' }],
  ])(
    '%s goes on with its own run after a restart, and asks again for another value of each',
    async (name, once, other) => {
      const kept = new Map<string, unknown>();
      const input = { pipelineArn, ...once };
      const asked: unknown[] = [];
      for (const each of [input, input, { ...input, ...other }]) {
        const started = run(name, { input: each, kept });
        await started.done;
        asked.push(...started.asked());
      }
      expect(asked).toEqual([input, { ...input, ...other }]);
    },
  );
});
