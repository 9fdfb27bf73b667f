import type { StackPhase } from '../template';
import type { DeploymentEvent, StackChange } from './DeploymentEvent';

const phaseNames: Record<StackPhase, string> = {
  foundation: 'Foundation',
  target: 'Target accounts',
  pipeline: 'Pipeline',
};

const changeWords: Record<StackChange['action'], string> = {
  add: '+ add',
  modify: '~ change',
  replace: '! replace',
  remove: '- remove',
};

type Formatters = {
  [Type in DeploymentEvent['type']]: (
    event: Extract<DeploymentEvent, { type: Type }>,
  ) => string;
};

const formatters: Formatters = {
  'phase-started': ({ phase, stacks }) =>
    `${phaseNames[phase]}: ${count(stacks, 'stack')}`,
  'stack-followed': ({ status }) =>
    `is ${status} already; waiting until that has ended`,
  'leftover-removed': ({ status }) =>
    `is left over from a creation that failed (${status}) and holds nothing; deleted, to be created anew`,
  'changes-planned': ({ changes, dryRun }) =>
    [
      `${dryRun ? 'would change' : 'changes'} ${count(
        changes.length,
        'resource',
      )}`,
      ...changes.map(formatChange),
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
  'stack-finished': ({ outcome, duration }) =>
    outcome === 'unchanged'
      ? 'unchanged'
      : `${outcome} in ${Math.ceil(duration / 1000)} s`,
  'stack-failed': ({ reason }) => `FAILED: ${reason}`,
  'stack-repeated': ({ reason, wait }) =>
    `is tried again in ${Math.ceil(
      wait / 1000,
    )} s, since a new role takes IAM a moment: ${reason}`,
};

/**
 * An event as text for a log; several lines where it lists changes.
 *
 * @public
 */
export function formatDeploymentEvent(event: DeploymentEvent): string {
  const format = formatters[event.type] as (each: DeploymentEvent) => string;
  return event.type === 'phase-started'
    ? format(event)
    : `[${event.account} ${event.region} ${event.stackName}] ${format(event)}`;
}

function formatChange(change: StackChange): string {
  return [
    ' ',
    changeWords[change.action],
    change.logicalId,
    change.type,
    ...(change.perhaps ? ['(perhaps)'] : []),
  ].join(' ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
