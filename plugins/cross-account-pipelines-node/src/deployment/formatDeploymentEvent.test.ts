import type { DeploymentEvent } from './DeploymentEvent';
import { formatDeploymentEvent } from './formatDeploymentEvent';

const place = {
  account: '012345678901',
  region: 'eu-west-1',
  stackName: 'orders-target',
};
const prefix = '[012345678901 eu-west-1 orders-target]';

const cases: Array<[DeploymentEvent, string]> = [
  [
    { type: 'phase-started', phase: 'target', stacks: 1 },
    'Target accounts: 1 stack',
  ],
  [
    { ...place, type: 'stack-followed', status: 'UPDATE_IN_PROGRESS' },
    `${prefix} is UPDATE_IN_PROGRESS already; waiting until that has ended`,
  ],
  [
    { ...place, type: 'leftover-removed', status: 'ROLLBACK_COMPLETE' },
    `${prefix} is left over from a creation that failed (ROLLBACK_COMPLETE) and holds nothing; deleted, to be created anew`,
  ],
  [
    {
      ...place,
      type: 'changes-planned',
      dryRun: true,
      changes: [
        { action: 'add', logicalId: 'Role', type: 'AWS::IAM::Role' },
        {
          action: 'replace',
          logicalId: 'Key',
          type: 'AWS::KMS::Key',
          perhaps: true,
        },
      ],
    },
    `${prefix} would change 2 resources\n  + add Role AWS::IAM::Role\n  ! replace Key AWS::KMS::Key (perhaps)`,
  ],
  [
    { ...place, type: 'changes-unknown', reason: 'it does not exist' },
    `${prefix} changes are not known yet: it does not exist`,
  ],
  [
    {
      ...place,
      type: 'resource-changed',
      logicalId: 'Role',
      resourceType: 'AWS::IAM::Role',
      status: 'CREATE_FAILED',
      reason: 'Role exists',
      nestedStack: 'Roles',
      done: 2,
      total: 5,
    },
    `${prefix} (2/5) CREATE_FAILED Roles › Role AWS::IAM::Role - Role exists`,
  ],
  [
    { ...place, type: 'stack-finished', outcome: 'created', duration: 1_200 },
    `${prefix} created in 2 s`,
  ],
  [
    { ...place, type: 'stack-finished', outcome: 'unchanged', duration: 90 },
    `${prefix} unchanged`,
  ],
  [
    { ...place, type: 'stack-failed', reason: 'Role exists' },
    `${prefix} FAILED: Role exists`,
  ],
  [
    { ...place, type: 'stack-repeated', reason: 'denied', wait: 10_000 },
    `${prefix} is tried again in 10 s, since a new role takes IAM a moment: denied`,
  ],
];

describe('formatDeploymentEvent', () => {
  it.each(cases)('writes $type', (event, line) => {
    expect(formatDeploymentEvent(event)).toBe(line);
  });
});
