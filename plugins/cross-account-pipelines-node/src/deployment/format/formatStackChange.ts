import type { StackChange } from '../DeploymentEvent';

const changeWords: Record<StackChange['action'], string> = {
  add: '+ add',
  modify: '~ change',
  replace: '! replace',
  remove: '- remove',
};

/** What becomes of one resource, as a line below its stack's. */
export function formatStackChange(change: StackChange, note?: string): string {
  return [
    ' ',
    changeWords[change.action],
    change.logicalId,
    change.type,
    ...(change.perhaps ? ['(perhaps)'] : []),
    ...(note ? [`(${note})`] : []),
  ].join(' ');
}
