import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type { AwsClients } from '../../aws';
import { judgeRules } from './judgeRules';

const report: PipelineReport = {
  pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
  name: 'orders',
  account: { id: '111111111111' },
  region: 'eu-west-1',
  health: 'healthy',
  origin: 'observed',
  hops: [],
  links: [],
  findings: [],
  unseen: [{ sentence: 'something else' }],
  readAt: '2026-11-30T09:00:00.000Z',
};

const byRule = [{ key: 'cross-account-pipelines-targets', value: 'by-rule' }];

function clientsThat(answer: () => Promise<any>) {
  return { forAccount: jest.fn(answer) } as unknown as AwsClients & {
    forAccount: jest.Mock;
  };
}

describe('judgeRules', () => {
  it('reads nothing of a pipeline whose tags tell of no rule', async () => {
    const clients = clientsThat(async () => ({}));
    const tags = [{ key: 'cross-account-pipelines-targets', value: 'x' }];
    expect(await judgeRules(report, { clients, accounts: [], tags })).toBe(
      report,
    );
    expect(clients.forAccount).not.toHaveBeenCalled();
  });

  it('reads the tags where nobody has', async () => {
    const send = jest.fn(async () => ({ tags: [] }));
    const clients = clientsThat(async () => ({ codePipeline: { send } }));
    expect(await judgeRules(report, { clients, accounts: [] })).toBe(report);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('says that it did not see the rules where it may not read them', async () => {
    const clients = clientsThat(async () => {
      throw new Error('no credentials');
    });
    expect(
      await judgeRules(report, { clients, accounts: [], tags: byRule }),
    ).toEqual({
      ...report,
      unseen: [
        { sentence: 'something else' },
        {
          sentence:
            'Which accounts its rules name was not read: no credentials.',
          sentencePhrases: [
            { id: 'unseen.rules', values: { why: 'no credentials' } },
          ],
        },
      ],
    });
    expect(clients.forAccount).toHaveBeenCalledWith(
      expect.objectContaining({ account: '111111111111', purpose: 'read' }),
    );
  });
});
