import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  crossAccountPipelinesDeployPermission,
  type PipelinePlan,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { RouteServices } from '../routes/RouteServices';
import { foretell } from './foretell';

/**
 * What a spec would make, for somebody who may deploy for the service. Only
 * accounts that he sees in the portal are looked into.
 *
 * @throws NotAllowedError when he may not
 * @throws InputError that names what is wrong with the spec
 */
export async function foretellFor(
  options: {
    entityRef: string;
    spec: object;
    credentials: BackstageCredentials;
  },
  {
    access,
    organization,
    planning,
  }: Pick<RouteServices, 'access' | 'organization' | 'planning'>,
): Promise<PipelinePlan> {
  const { entityRef, spec, credentials } = options;
  await access.requireEntity({
    entityRef,
    permission: crossAccountPipelinesDeployPermission,
    credentials,
  });
  const seen = await access.listAccounts(credentials);
  const { accounts } = await organization.read();
  return foretell({
    entityRef,
    spec,
    accounts,
    readable: new Set(seen.map(({ id }) => id)),
    onBehalfOf: access.isService(credentials)
      ? undefined
      : access.nameOf(credentials),
    ...planning,
  });
}
