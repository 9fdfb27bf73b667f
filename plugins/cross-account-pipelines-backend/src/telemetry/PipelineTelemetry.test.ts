import { tracingServiceMock } from '@backstage/backend-test-utils/alpha';
import { recordMetrics } from '../__testUtils__/recordMetrics';
import { PipelineTelemetry } from './PipelineTelemetry';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

function createTelemetry() {
  const tracing = tracingServiceMock.mock();
  const { metrics, recorded, read } = recordMetrics();
  return {
    recorded,
    read,
    tracing,
    telemetry: new PipelineTelemetry({ metrics, tracing }),
  };
}

describe('PipelineTelemetry', () => {
  it('counts a check by what began it and how it ended, in a span that names the pipeline', async () => {
    const { recorded, telemetry, tracing } = createTelemetry();
    await expect(
      telemetry.check({ pipelineArn, trigger: 'person' }, async () => ({
        outcome: 'gone' as const,
      })),
    ).resolves.toEqual({ outcome: 'gone' });
    const ended = { trigger: 'person', outcome: 'gone' };
    expect(recorded).toEqual([
      ['cross_account_pipelines.checks', ended],
      ['cross_account_pipelines.check.duration', ended],
    ]);
    expect(tracing.startActiveSpan).toHaveBeenCalledWith(
      'check pipeline',
      {
        attributes: { 'aws.codepipeline.arn': pipelineArn, trigger: 'person' },
      },
      expect.any(Function),
    );
    expect(tracing.spans[0].setStatus).not.toHaveBeenCalled();
  });

  it.each([
    ['gives no report', async () => ({ outcome: 'unread' as const })],
    [
      'cannot be stored',
      async () => {
        throw new Error('The database is away');
      },
    ],
  ])('counts one that %s as unread', async (_, work) => {
    const { recorded, telemetry } = createTelemetry();
    await Promise.allSettled([
      telemetry.check({ pipelineArn, trigger: 'schedule' }, work),
    ]);
    expect(recorded[0]).toEqual([
      'cross_account_pipelines.checks',
      { trigger: 'schedule', outcome: 'unread' },
    ]);
  });

  it('counts calls without their account, which only the span names', async () => {
    const { recorded, telemetry, tracing } = createTelemetry();
    const call = {
      service: 'KMS',
      operation: 'GetKeyPolicy',
      account: '012345678901',
      region: 'eu-west-1',
    };
    await expect(telemetry.observe(call, async () => 'policy')).resolves.toBe(
      'policy',
    );
    await expect(
      telemetry.observe(call, async () => {
        throw new Error('AccessDenied');
      }),
    ).rejects.toThrow('AccessDenied');
    telemetry.throttled(call);
    const of = { service: 'KMS', operation: 'GetKeyPolicy' };
    expect(recorded).toEqual([
      ['cross_account_pipelines.aws.calls', { ...of, outcome: 'answer' }],
      [
        'cross_account_pipelines.aws.call.duration',
        { service: 'KMS', outcome: 'answer' },
      ],
      ['cross_account_pipelines.aws.calls', { ...of, outcome: 'error' }],
      [
        'cross_account_pipelines.aws.call.duration',
        { service: 'KMS', outcome: 'error' },
      ],
      ['cross_account_pipelines.aws.throttles', of],
    ]);
    expect(tracing.startActiveSpan).toHaveBeenCalledWith(
      'KMS/GetKeyPolicy',
      expect.objectContaining({
        kind: 'client',
        attributes: expect.objectContaining({
          'cloud.account.id': '012345678901',
          'cloud.region': 'eu-west-1',
        }),
      }),
      expect.any(Function),
    );
  });

  it('shows links by their health, those that no link has among them', async () => {
    const { read, telemetry } = createTelemetry();
    telemetry.watchLinks(async () => new Map([['broken', 2]]));
    await expect(read('cross_account_pipelines.links')).resolves.toEqual([
      [0, { health: 'healthy' }],
      [0, { health: 'warning' }],
      [0, { health: 'pending' }],
      [0, { health: 'unknown' }],
      [2, { health: 'broken' }],
    ]);
  });
});
