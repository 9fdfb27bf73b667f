import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';

/**
 * @throws NotAllowedError when the permission policy does not grant it
 */
export async function requirePermission(options: {
  permission: BasicPermission;
  permissions: PermissionsService;
  credentials: BackstageCredentials;
}): Promise<void> {
  const { permission, permissions, credentials } = options;
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `The portal's permission policy does not grant you ${permission.name}; nothing was done`,
    );
  }
}
