import { ConflictError } from '@backstage/errors';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeployedStacks } from '../stack/DeployedStack';
import { stackCondition, wayOut } from '../stack/StackStatus';

/**
 * Stops at stacks that a person has to mend first, before any other is changed.
 *
 * @throws ConflictError that names each with what to do
 */
export function requireMended(deployed: DeployedStacks): void {
  const stuck = [...deployed.values()].flatMap(({ stack, ...place }) => {
    const status = stack?.StackStatus;
    return status && stackCondition(status) === 'stuck'
      ? [
          `${describePlace(place)} is ${status}${
            stack.StackStatusReason ? ` (${stack.StackStatusReason})` : ''
          }: ${wayOut(status)}`,
        ]
      : [];
  });
  if (stuck.length > 0) {
    throw new ConflictError(
      [
        `${
          stuck.length === 1 ? 'A stack has' : 'Stacks have'
        } to be mended first; nothing was changed:`,
        ...stuck,
      ].join('\n- '),
    );
  }
}
