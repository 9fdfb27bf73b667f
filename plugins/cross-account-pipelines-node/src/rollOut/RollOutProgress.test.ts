import { RollOutProgress } from './RollOutProgress';

const arnOf = (name: string) =>
  `arn:aws:codepipeline:eu-west-1:111111111111:${name}`;
const pipelineArns = [arnOf('orders'), arnOf('payments'), arnOf('invoices')];
const place = { account: '222222222222', region: 'eu-west-1', stackName: 's' };

describe('RollOutProgress', () => {
  it('tells a line per change of state, how many are through, and the time left', () => {
    let now = 0;
    const told = new RollOutProgress({ now: () => now });
    const [orders, payments] = pipelineArns;
    told.add({
      type: 'roll-out-planned',
      plan: {
        templates: { digest: '0123456789abcdef', origin: 'suite' },
        pipelines: [],
        waves: [[orders], pipelineArns.slice(1)],
      },
    });
    expect(
      told.add({
        type: 'wave-started',
        wave: 1,
        waves: 2,
        isCanary: true,
        pipelineArns: [orders],
      }),
    ).toBe('Wave 1 of 2, the canary: orders in 111111111111');
    const deploys = (event: any) =>
      told.add({ type: 'pipeline-deploys', pipelineArn: orders, event });
    expect(deploys({ type: 'deployment-planned', stacks: [] })).toBeUndefined();
    expect(deploys({ type: 'phase-started', phase: 'target', stacks: 1 })).toBe(
      'orders in 111111111111: Target accounts: 1 stack',
    );
    expect(
      deploys({ ...place, type: 'stack-failed', reason: 'denied' }),
    ).toMatch(/^orders in 111111111111: .*denied.* \(1 of 1\)$/);
    now = 60_000;
    const finish = (pipelineArn: string, error?: string) =>
      told.add({
        type: 'pipeline-finished',
        pipelineArn,
        outcome: error ? 'failed' : 'rolled-out',
        duration: 60_000,
        error,
      });
    expect(finish(orders)).toBe(
      'orders in 111111111111 rolled out in 60 s (1 of 3, about 2 min left)',
    );
    finish(arnOf('invoices'));
    expect(finish(payments, 'H6 is broken')).toBe(
      'payments in 111111111111 FAILED after 60 s (3 of 3): H6 is broken',
    );
  });
});
