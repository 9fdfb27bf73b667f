import type { DeploymentEvent } from '../DeploymentEvent';
import { DeploymentStanding } from './DeploymentStanding';

const place = (account: string) => ({
  account,
  region: 'eu-west-1',
  stackName: 'orders-target',
});
const dev = place('012345678901');
const prod = place('333333333333');

const resource = (
  stack: typeof dev,
  done: number,
  logicalId: string,
): DeploymentEvent => ({
  ...stack,
  type: 'resource-changed',
  logicalId,
  resourceType: 'AWS::IAM::Role',
  status: 'CREATE_COMPLETE',
  done,
  total: 9,
});

const planned = (stack: typeof dev): DeploymentEvent => ({
  ...stack,
  type: 'changes-planned',
  dryRun: false,
  changes: Array(9).fill({ action: 'add', logicalId: 'R', type: 'T' }),
});

describe('DeploymentStanding', () => {
  let now = 0;
  let standing: DeploymentStanding;
  beforeEach(() => {
    now = 0;
    standing = new DeploymentStanding({
      accounts: [{ id: dev.account, name: 'dev' }],
      now: () => now,
    });
  });

  it('says of each account what is done, what was last and how long the rest may take', () => {
    standing.add({ type: 'phase-started', phase: 'target', stacks: 3 });
    standing.add(planned(dev));
    standing.add(planned(prod));
    standing.add({
      ...place('222222222222'),
      type: 'stack-finished',
      outcome: 'unchanged',
      duration: 1,
    });
    now = 12_000;
    standing.add(resource(dev, 3, 'ActionRole'));
    expect(standing.describe()).toBe(
      [
        'Target accounts: 1 of 3 stacks through, about 25 s left',
        '  [dev 012345678901 eu-west-1 orders-target] 3 of 9 resources, last ActionRole CREATE_COMPLETE',
        '  [333333333333 eu-west-1 orders-target] 0 of 9 resources',
      ].join('\n'),
    );
  });

  it('guesses no time from too little', () => {
    standing.add({ type: 'phase-started', phase: 'target', stacks: 1 });
    standing.add(planned(dev));
    now = 1_000;
    standing.add(resource(dev, 2, 'Role'));
    expect(standing.describe()).not.toContain('left');
  });

  it('says nothing twice, and nothing when nothing goes on', () => {
    expect(standing.describe()).toBeUndefined();
    standing.add({ type: 'phase-started', phase: 'foundation', stacks: 1 });
    expect(standing.describe()).toBeUndefined();
    standing.add(planned(dev));
    expect(standing.describe()).toContain('Foundation: 0 of 1 stack through');
    expect(standing.describe()).toBeUndefined();
    standing.add({ ...dev, type: 'stack-failed', reason: 'no' });
    expect(standing.describe()).toBeUndefined();
  });

  it('forgets a phase with the next one', () => {
    standing.add({ type: 'phase-started', phase: 'foundation', stacks: 1 });
    standing.add(planned(dev));
    standing.add({ type: 'phase-started', phase: 'pipeline', stacks: 1 });
    standing.add({
      ...prod,
      type: 'stack-repeated',
      reason: 'role',
      wait: 10,
    });
    expect(standing.describe()).toBe(
      'Pipeline: 0 of 1 stack through\n  [333333333333 eu-west-1 orders-target] 0 resources, waits until IAM knows a new role',
    );
  });
});
