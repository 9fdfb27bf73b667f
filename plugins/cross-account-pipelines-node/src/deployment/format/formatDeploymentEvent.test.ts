import type { DeploymentEvent } from '../DeploymentEvent';
import { formatDeploymentEvent } from './formatDeploymentEvent';

const place = {
  account: '012345678901',
  region: 'eu-west-1',
  stackName: 'orders-target',
};
const prefix = '[012345678901 eu-west-1 orders-target]';

const role = { logicalId: 'Role', type: 'AWS::IAM::Role', properties: [] };

const cases: Array<[DeploymentEvent, string]> = [
  [
    {
      type: 'deployment-planned',
      stacks: [
        {
          ...place,
          stackName: 'orders-foundation',
          phase: 'foundation',
          template: 'foundation.yaml',
          outcome: 'updated',
          changes: [
            {
              ...role,
              change: 'changed',
              properties: ['Path', 'Policies'],
              widened: [
                { sentence: 'allows s3:* on *' },
                { sentence: 'no longer denies iam:* on *' },
              ],
            },
            { ...role, change: 'replaced', properties: ['Path'], widened: [] },
            { ...role, change: 'removed', widened: [] },
            { ...role, change: 'removed', retained: true, widened: [] },
          ],
          uncertain: ['parameter X is not shown by CloudFormation'],
        },
        {
          ...place,
          phase: 'target',
          template: 'target.yaml',
          outcome: 'created',
          changes: [{ ...role, change: 'added', widened: [] }],
          uncertain: [],
        },
        {
          ...place,
          phase: 'target',
          template: 'target.yaml',
          outcome: 'unchanged',
          changes: [],
          uncertain: [],
        },
        {
          ...place,
          phase: 'target',
          template: 'target.yaml',
          outcome: 'unchanged',
          changes: [],
          uncertain: ['parameter Y is not known'],
        },
        {
          ...place,
          phase: 'target',
          template: 'target.yaml',
          outcome: 'unknown',
          reason: 'it was denied',
          changes: [],
          uncertain: [],
        },
        {
          ...place,
          phase: 'pipeline',
          template: 'pipeline.yaml',
          outcome: 'updated',
          changes: [],
          uncertain: [],
        },
      ],
    },
    `Plan: 1 stack to create, 2 stacks to update, 2 stacks unchanged, 1 stack that cannot be compared with what is deployed; 2 permissions get wider
[012345678901 eu-west-1 orders-foundation] to update: 4 resources
  ~ change Role AWS::IAM::Role (Path, Policies)
    WIDER Role allows s3:* on *
    WIDER Role no longer denies iam:* on *
  ! replace Role AWS::IAM::Role (Path)
  - remove Role AWS::IAM::Role
  - remove Role AWS::IAM::Role (stays in the account)
  ? parameter X is not shown by CloudFormation
${prefix} to create: 1 resource
  + add Role AWS::IAM::Role
${prefix} nothing changes
  ? parameter Y is not known
${prefix} cannot be compared with what is deployed: it was denied
${prefix} to update: no resource changes`,
  ],
  [
    {
      type: 'deployment-planned',
      stacks: [
        {
          ...place,
          phase: 'pipeline',
          template: 'pipeline.yaml',
          outcome: 'unchanged',
          changes: [],
          uncertain: [],
        },
      ],
    },
    'Plan: nothing changes',
  ],
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
    `${prefix} is left over from a creation that failed (ROLLBACK_COMPLETE) and holds nothing; deleted, to be created again`,
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
    {
      ...place,
      type: 'stack-finished',
      outcome: 'created',
      duration: 90,
      dryRun: true,
    },
    `${prefix} would be created`,
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
  it('calls accounts what people call them', () => {
    const accounts = [{ id: '012345678901', name: 'dev' }];
    const [[planned], ...others] = cases;
    expect(formatDeploymentEvent(planned, accounts)).toContain(
      '\n[dev 012345678901 eu-west-1 orders-foundation] to update',
    );
    for (const [event, line] of others) {
      expect(formatDeploymentEvent(event, accounts)).toBe(
        line.replaceAll('[012345678901', '[dev 012345678901'),
      );
    }
  });
});
