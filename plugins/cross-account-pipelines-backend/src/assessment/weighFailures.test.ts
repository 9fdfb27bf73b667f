import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { createHop, createReport } from '../__testUtils__/createReport';
import { weighFailures } from './weighFailures';

const refused =
  'arn:aws:iam::111111111111:role/payments-service is not authorized to perform AssumeRole on role arn:aws:iam::012345678901:role/payments-action';

function runThatFailedBy(message: string): PipelineExecution {
  return {
    id: 'run',
    status: 'Failed',
    startedAt: '2026-11-20T09:00:00.000Z',
    revisions: [],
    stages: [
      {
        name: 'Dev',
        status: 'Failed',
        actions: [
          {
            name: 'deploy',
            status: 'Failed',
            error: { message, explanations: explainError({ text: message }) },
          },
        ],
      },
    ],
  };
}

const weigh = (message: string, health: 'broken' | 'healthy') => {
  const hop = { ...createHop('enter', health), hop: 'H1' as const };
  const [run] = weighFailures(
    [runThatFailedBy(message)],
    createReport({ linkHops: [hop] }),
  );
  return run.stages[0].actions[0].error!.explanations;
};

describe('weighFailures', () => {
  it('names the hop that the report finds broken', () => {
    expect(weigh(refused, 'broken')[0]).toMatchObject({
      assessment: 'confirmed',
      verdict: { id: 'enter' },
    });
  });

  it('says that a hop works by now', () => {
    expect(weigh(refused, 'healthy')).toContainEqual(
      expect.objectContaining({ assessment: 'contradicted' }),
    );
  });

  it('blames no hop for what it does not understand', () => {
    expect(weigh('Something else went wrong', 'broken')).toEqual([]);
  });
});
