import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * Asks the portal's policy whether the caller may do this in each of these
 * accounts.
 *
 * @param options - `accounts` are ids, twelve digits each
 * @throws NotAllowedError that names every account for which it is not granted
 *
 * @public
 */
export async function requireAccountPermission(options: {
  accounts: Iterable<string>;
  permission: ResourcePermission<'cross-account-pipelines-account'>;
  permissions: PermissionsService;
  credentials: BackstageCredentials;
}): Promise<void> {
  const { permission, permissions, credentials } = options;
  const accounts = [...new Set(options.accounts)].sort();
  const decisions = await permissions.authorize(
    accounts.map(resourceRef => ({ permission, resourceRef })),
    { credentials },
  );
  const refused = accounts.filter(
    (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
  );
  if (refused.length > 0) {
    throw new NotAllowedError(
      `The portal's permission policy does not grant you ${
        permission.name
      } in ${refused.join(', ')}; nothing was done`,
    );
  }
}
