import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesDeployToAccountPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { ManifestStack } from 'backstage-plugin-cross-account-pipelines-core';
import { componentTag } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  requireAccountPermission,
  requireEntityPermission,
} from 'backstage-plugin-cross-account-pipelines-node';

/**
 * Makes sure that whoever runs the task may deploy for the entity that the
 * stacks say they are for, and into every account of theirs.
 *
 * @returns the reference of that entity
 * @throws InputError when the stacks do not all name one entity
 * @throws NotFoundError when the catalog shows him no such entity
 * @throws NotAllowedError when the policy does not grant it
 */
export async function requireDeployPermission(options: {
  stacks: Array<Pick<ManifestStack, 'account' | 'stackName' | 'tags'>>;
  /** On the entity. Default: to deploy. */
  permission?: typeof crossAccountPipelinesDeployPermission;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  permissions: PermissionsService;
  credentials: BackstageCredentials;
}): Promise<string> {
  const {
    stacks,
    permission = crossAccountPipelinesDeployPermission,
    ...services
  } = options;
  const entityRef = findEntity(stacks);
  await requireEntityPermission({
    ...services,
    entityRef,
    permission,
  });
  await requireAccountPermission({
    ...services,
    accounts: stacks.map(({ account }) => account),
    permission: crossAccountPipelinesDeployToAccountPermission,
  });
  return entityRef;
}

function findEntity(
  stacks: Array<Pick<ManifestStack, 'stackName' | 'tags'>>,
): string {
  const refs = new Set(
    stacks.map(({ stackName, tags = {} }) =>
      readEntityRef(stackName, tags[componentTag]),
    ),
  );
  const [entityRef, ...others] = refs;
  if (others.length > 0) {
    throw new InputError(
      `The stacks are for several entities (${[...refs].join(
        ', ',
      )}): the tag ${componentTag} has to name the same for all`,
    );
  }
  return entityRef;
}

function readEntityRef(stackName: string, tag: string | undefined): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(tag ?? '', {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new InputError(
      `Stack ${stackName} does not say which entity it is for: give the render step \`tags: { ${componentTag}: component:default/<name> }\``,
    );
  }
}
