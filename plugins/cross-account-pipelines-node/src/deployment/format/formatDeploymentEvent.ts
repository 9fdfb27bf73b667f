import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  describePipelineChange,
  losesNothing,
  type PipelineChange,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeploymentEvent, DeploymentPhase } from '../DeploymentEvent';
import { describeHolder } from '../describeHolder';
import { formatStackChange } from './formatStackChange';
import { formatStackPlace } from './formatStackPlace';
import { formatStackPlan, summarizeStackPlans } from './formatStackPlan';

/** A phase in words. */
export const phaseNames: Record<DeploymentPhase, string> = {
  foundation: 'Foundation',
  target: 'Target accounts',
  pipeline: 'Pipeline',
  retagging: 'Changing the tags by which roles are known',
  narrowing: 'Taking away what only the old pipeline needed',
};

type Formatters = {
  [Type in DeploymentEvent['type']]: (
    event: Extract<DeploymentEvent, { type: Type }>,
    accounts: AccountSummary[] | undefined,
  ) => string;
};

const formatters: Formatters = {
  'run-awaited': run =>
    `${describeHolder(
      run,
    )}. Waiting until that has ended, or gives no sign of life any more`,
  'run-taken-over': run =>
    `${describeHolder(run)}: that run was interrupted, and this one takes over`,
  'deployment-planned': ({ stacks, change }, accounts) =>
    [
      `Plan: ${summarizeStackPlans(stacks)}`,
      ...(change ? formatChange(change, accounts) : []),
      ...stacks
        .filter(
          ({ outcome, uncertain }) =>
            outcome !== 'unchanged' || uncertain.length > 0,
        )
        .flatMap(stack => formatStackPlan(stack, accounts)),
    ].join('\n'),
  'phase-started': ({ phase, stacks }) =>
    `${phaseNames[phase]}: ${counted(stacks, 'stack')}`,
  'stack-followed': ({ status }) =>
    `is ${status} already; waiting until that has ended`,
  'leftover-removed': ({ status }) =>
    `is left over from a creation that failed (${status}) and holds nothing; deleted, to be created again`,
  'changes-planned': ({ changes, dryRun }) =>
    [
      `${dryRun ? 'would change' : 'changes'} ${counted(
        changes.length,
        'resource',
      )}`,
      ...changes.map(change => formatStackChange(change)),
    ].join('\n'),
  'changes-unknown': ({ reason }) => `changes are not known yet: ${reason}`,
  'resource-changed': event =>
    [
      event.total === undefined
        ? `(${event.done})`
        : `(${event.done}/${event.total})`,
      event.status,
      event.nestedStack
        ? `${event.nestedStack} › ${event.logicalId}`
        : event.logicalId,
      event.resourceType,
      ...(event.reason ? [`- ${event.reason}`] : []),
    ].join(' '),
  'instance-changed': (event, accounts) =>
    [
      `(${event.done}/${event.total})`,
      event.status,
      formatStackPlace(
        { ...event.instance, stackName: event.stackSet },
        accounts,
      ),
      ...(event.reason ? [`- ${event.reason}`] : []),
    ].join(' '),
  'stack-finished': ({ outcome, duration, dryRun }) => {
    if (outcome === 'unchanged') {
      return 'unchanged';
    }
    return dryRun
      ? `would be ${outcome}`
      : `${outcome} in ${Math.ceil(duration / 1000)} s`;
  },
  'stack-failed': ({ reason }) => `FAILED: ${reason}`,
  'stack-repeated': ({ reason, wait }) =>
    `is tried again in ${Math.ceil(
      wait / 1000,
    )} s, since a new role takes IAM a moment: ${reason}`,
};

/** Whom a pipeline keeps is of interest beside whom it gains or loses. */
function formatChange(
  change: PipelineChange,
  accounts: AccountSummary[] | undefined,
): string[] {
  return change.gained.length === 0 && losesNothing(change)
    ? []
    : describePipelineChange(change, accounts).map(line => `  ${line}`);
}

/**
 * An event as text for a log; several lines where it lists changes.
 *
 * @param accounts - what people call the accounts
 *
 * @public
 */
export function formatDeploymentEvent(
  event: DeploymentEvent,
  accounts?: AccountSummary[],
): string {
  const format = formatters[event.type] as (
    each: DeploymentEvent,
    names: AccountSummary[] | undefined,
  ) => string;
  const text = format(event, accounts);
  return 'stackName' in event
    ? `${formatStackPlace(event, accounts)} ${text}`
    : text;
}
