import { emptyAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { collectEstate } from '../collection';
import { followRun } from './followRun';
import { formatWatchedRun } from './formatRunEvent';
import { watchRun } from './watchRun';

// The sandbox's integration tests follow runs.
jest.mock('../collection', () => ({ collectEstate: jest.fn() }));
jest.mock('./followRun', () => ({
  ...jest.requireActual('./followRun'),
  followRun: jest.fn(),
}));

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const roleArn = 'arn:aws:iam::111111111111:role/service';
const message = `The role ${roleArn} does not exist`;

const ended = (status: string, error?: string): PipelineExecution => ({
  id: 'run-1',
  status,
  startedAt: '2026-11-30T00:00:00.000Z',
  revisions: [],
  stages: [
    {
      name: 'Dev',
      status,
      actions: [
        {
          name: 'Deploy',
          status,
          ...(error && { error: { message: error, explanations: [] } }),
        },
      ],
    },
  ],
});

const watch = (own: object = {}) =>
  watchRun({
    clients: { forAccount: async () => ({} as any) },
    pipelineArn,
    executionId: 'run-1',
    ...own,
  });

/** Ends when it is told to. */
const followForever: typeof followRun = ({ signal }) =>
  new Promise((_, reject) =>
    signal!.addEventListener('abort', () => reject(signal!.reason)),
  );

describe('watchRun', () => {
  beforeEach(() => {
    jest.mocked(collectEstate).mockReset();
    jest.mocked(followRun).mockReset();
  });

  it('reads nothing of a pipeline whose run succeeds', async () => {
    jest.mocked(followRun).mockResolvedValue(ended('Succeeded'));
    await expect(watch()).resolves.toMatchObject({ failures: [] });
    expect(collectEstate).not.toHaveBeenCalled();
  });

  it('explains a failure by the pipeline as AWS has it', async () => {
    jest.mocked(followRun).mockResolvedValue(ended('Failed', message));
    const account = emptyAccount('111111111111');
    account.pipelines[pipelineArn] = {
      arn: pipelineArn,
      region: 'eu-west-1',
      definition: { name: 'orders', roleArn, stages: [] },
    };
    account.missing.push(roleArn);
    jest.mocked(collectEstate).mockResolvedValue({
      origin: 'observed',
      readAt: '2026-11-30T00:00:00.000Z',
      accounts: { '111111111111': account },
    });
    expect(formatWatchedRun(await watch()).join('\n')).toMatch(
      /^Run run-1 is Failed\nDev\/Deploy failed: .*\n {2}H0 \(resource\): .*\n {2}To mend it: /,
    );
  });

  it('says what AWS said where the pipeline cannot be read', async () => {
    jest.mocked(followRun).mockResolvedValue(ended('Failed', message));
    jest.mocked(collectEstate).mockRejectedValue(new Error('denied'));
    const { failures } = await watch();
    expect(failures).toEqual([expect.objectContaining({ message })]);
  });

  it('ends a wait that takes too long, and not the run', async () => {
    jest.mocked(followRun).mockImplementation(followForever);
    await expect(watch({ timeoutSeconds: 0.01 })).rejects.toThrow(
      'Run run-1 goes on after 0.01 s; it was not stopped',
    );
  });

  it('ends when whoever asked does', async () => {
    jest.mocked(followRun).mockImplementation(followForever);
    const abort = new AbortController();
    const watched = watch({ signal: abort.signal });
    abort.abort(new Error('cancelled'));
    await expect(watched).rejects.toThrow('cancelled');
  });
});
