import type { DeploymentEvent } from '../DeploymentEvent';
import { DeploymentProgress } from './DeploymentProgress';

const place = (account: string) => ({
  account,
  region: 'eu-west-1',
  stackName: 'orders-target',
});
const dev = place('012345678901');
const prod = place('333333333333');

const told = (events: DeploymentEvent[]) => {
  const progress = new DeploymentProgress([{ id: dev.account, name: 'dev' }]);
  return events.map(event => progress.add(event));
};

describe('DeploymentProgress', () => {
  it('tells a line per change of state, with how many are through', () => {
    expect(
      told([
        { type: 'phase-started', phase: 'target', stacks: 2 },
        {
          ...dev,
          type: 'changes-planned',
          changes: [
            { action: 'add', logicalId: 'Role', type: 'AWS::IAM::Role' },
          ],
          dryRun: false,
        },
        {
          ...dev,
          type: 'resource-changed',
          logicalId: 'Role',
          resourceType: 'AWS::IAM::Role',
          status: 'CREATE_COMPLETE',
          done: 1,
          total: 1,
        },
        { ...prod, type: 'stack-failed', reason: 'no' },
        { ...dev, type: 'stack-finished', outcome: 'created', duration: 900 },
        { type: 'phase-started', phase: 'pipeline', stacks: 1 },
        { ...dev, type: 'stack-finished', outcome: 'unchanged', duration: 1 },
      ]),
    ).toEqual([
      'Target accounts: 2 stacks',
      '[dev 012345678901 eu-west-1 orders-target] changes 1 resource',
      undefined,
      '[333333333333 eu-west-1 orders-target] FAILED: no (1 of 2)',
      '[dev 012345678901 eu-west-1 orders-target] created in 1 s (2 of 2)',
      'Pipeline: 1 stack',
      '[dev 012345678901 eu-west-1 orders-target] unchanged (1 of 1)',
    ]);
  });

  it('lists what a dry run would change, since nothing else does', () => {
    expect(
      told([
        {
          ...dev,
          type: 'changes-planned',
          changes: [
            { action: 'add', logicalId: 'Role', type: 'AWS::IAM::Role' },
          ],
          dryRun: true,
        },
      ]),
    ).toEqual([
      '[dev 012345678901 eu-west-1 orders-target] would change 1 resource\n  + add Role AWS::IAM::Role',
    ]);
  });
});
