import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import { componentTag } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { requireEntityPermission } from 'backstage-plugin-cross-account-pipelines-node';

/** What it takes to ask whose a pipeline is, and who may do what with it. */
export interface PipelinePermissionServices {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  client: Pick<CrossAccountPipelinesApi, 'getPipelineOwner'>;
  permissions: PermissionsService;
}

/**
 * Makes sure that whoever runs the task may do something with a pipeline: for
 * the entity that it belongs to, whatever the input says.
 *
 * @returns reference of that entity
 * @throws NotFoundError when nobody knows whose it is, or the catalog shows him
 * no such entity
 * @throws NotAllowedError when the policy does not grant it
 */
export async function requirePipelinePermission(
  options: PipelinePermissionServices & {
    pipelineArn: string;
    permission: ResourcePermission<'catalog-entity'>;
    credentials: BackstageCredentials;
  },
): Promise<string> {
  const { auth, client, pipelineArn, credentials } = options;
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'cross-account-pipelines',
  });
  const { ownerRef } = await client.getPipelineOwner(pipelineArn, { token });
  if (ownerRef === undefined) {
    throw new NotFoundError(
      `Nobody knows whose ${pipelineArn} is: register it for an entity first, or give it the tag ${componentTag}`,
    );
  }
  await requireEntityPermission({ ...options, entityRef: ownerRef });
  return ownerRef;
}
