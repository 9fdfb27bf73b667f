import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  type ResourceChange,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackChange } from '../DeploymentEvent';
import { formatStackChange } from './formatStackChange';
import { formatStackPlace } from './formatStackPlace';
import type { StackPlan } from '../plan/StackPlan';

const actions: Record<ResourceChange['change'], StackChange['action']> = {
  added: 'add',
  changed: 'modify',
  replaced: 'replace',
  removed: 'remove',
};

const outcomes: Record<StackPlan['outcome'], string> = {
  created: 'to create',
  updated: 'to update',
  deleted: 'to delete',
  unchanged: 'unchanged',
  unknown: 'that cannot be compared with what is deployed',
};

/**
 * How many stacks would be created, updated, left alone, in a line.
 *
 * @public
 */
export function summarizeStackPlans(plans: StackPlan[]): string {
  if (plans.every(({ outcome }) => outcome === 'unchanged')) {
    return 'nothing changes';
  }
  const wider = plans
    .flatMap(({ changes }) => changes)
    .reduce((sum, { widened }) => sum + widened.length, 0);
  const counts = Object.entries(outcomes).flatMap(([outcome, words]) => {
    const number = plans.filter(plan => plan.outcome === outcome).length;
    return number > 0 ? [`${counted(number, 'stack')} ${words}`] : [];
  });
  return [
    counts.join(', '),
    ...(wider > 0
      ? [
          `${counted(wider, 'permission')} ${
            wider === 1 ? 'gets' : 'get'
          } wider`,
        ]
      : []),
  ].join('; ');
}

/**
 * What would become of a stack and its resources, and which permissions would
 * get wider, as lines.
 *
 * @param accounts - what people call the accounts
 *
 * @public
 */
export function formatStackPlan(
  plan: StackPlan,
  accounts?: AccountSummary[],
): string[] {
  const { changes, uncertain } = plan;
  return [
    `${formatStackPlace(plan, accounts)} ${describeOutcome(plan)}`,
    ...changes.flatMap(change => [
      formatStackChange(
        {
          action: actions[change.change],
          logicalId: change.logicalId,
          type: change.type,
        },
        change.retained ? 'stays in the account' : change.properties.join(', '),
      ),
      ...change.widened.map(
        ({ sentence }) => `    WIDER ${change.logicalId} ${sentence}`,
      ),
      ...(change.narrowed ?? []).map(
        sentence => `    narrower: ${change.logicalId} ${sentence}`,
      ),
    ]),
    ...uncertain.map(sentence => `  ? ${sentence}`),
  ];
}

function describeOutcome({ outcome, changes, reason }: StackPlan): string {
  switch (outcome) {
    case 'unchanged':
      return 'nothing changes';
    case 'unknown':
      return `cannot be compared with what is deployed: ${reason}`;
    default:
      return `${outcomes[outcome]}: ${
        changes.length > 0
          ? counted(changes.length, 'resource')
          : 'no resource changes'
      }`;
  }
}
