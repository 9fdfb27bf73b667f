import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type CrossAccountPipelinesApi,
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesDeployToAccountPermission,
  type PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  requireAccountPermission,
  requireEntityPermission,
} from 'backstage-plugin-cross-account-pipelines-node';

/** What somebody may change of the portal's pipelines, and what not; ARNs. */
export interface Changeable {
  changeable: string[];
  closed: string[];
}

/**
 * The pipelines that the portal knows and AWS has, by whether somebody may deploy
 * them, and into every account that they reach.
 */
export async function findChangeable(options: {
  auth: AuthService;
  client: Pick<CrossAccountPipelinesApi, 'listPipelines'>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  permissions: PermissionsService;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}): Promise<Changeable> {
  const { auth, client, credentials, signal } = options;
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'cross-account-pipelines',
  });
  const pipelines = await client.listPipelines({ token, signal });
  const found: Changeable = { changeable: [], closed: [] };
  for (const pipeline of pipelines.filter(({ goneAt }) => !goneAt)) {
    const arns = (await mayChange(pipeline, options))
      ? found.changeable
      : found.closed;
    arns.push(pipeline.pipelineArn);
  }
  return found;
}

async function mayChange(
  { pipelineArn, ownerRef, reaches }: PipelineSummary,
  services: Pick<
    Parameters<typeof findChangeable>[0],
    'catalog' | 'permissions' | 'credentials'
  >,
): Promise<boolean> {
  if (ownerRef === undefined) {
    return false;
  }
  try {
    await requireEntityPermission({
      ...services,
      entityRef: ownerRef,
      permission: crossAccountPipelinesDeployPermission,
    });
    await requireAccountPermission({
      ...services,
      accounts: [
        parsePipelineArn(pipelineArn)!.account,
        ...reaches.map(({ id }) => id),
      ],
      permission: crossAccountPipelinesDeployToAccountPermission,
    });
    return true;
  } catch (error) {
    if (
      isError(error) &&
      ['NotAllowedError', 'NotFoundError'].includes(error.name)
    ) {
      return false;
    }
    throw error;
  }
}
