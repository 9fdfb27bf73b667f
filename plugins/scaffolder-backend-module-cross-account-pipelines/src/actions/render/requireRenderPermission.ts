import { componentTag } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesDeployToAccountPermission } from 'backstage-plugin-cross-account-pipelines-common';
import { requireAccountPermission } from 'backstage-plugin-cross-account-pipelines-node';
import { requireDeployPermission } from '../requireDeployPermission';

/**
 * Makes sure that whoever runs the task may deploy what he renders, before AWS is
 * asked anything for him. Stacks that are not to be deployed by the portal need
 * not say which entity they are for.
 *
 * @throws NotFoundError when the catalog shows him no such entity
 * @throws NotAllowedError when the policy does not grant it
 */
export async function requireRenderPermission(
  options: Omit<Parameters<typeof requireDeployPermission>[0], 'permission'>,
): Promise<void> {
  const { stacks, ...services } = options;
  if (stacks.some(({ tags = {} }) => componentTag in tags)) {
    await requireDeployPermission(options);
  } else {
    await requireAccountPermission({
      ...services,
      accounts: stacks.map(({ account }) => account),
      permission: crossAccountPipelinesDeployToAccountPermission,
    });
  }
}
