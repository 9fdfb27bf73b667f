import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  accountConditions,
  createAccountConditionalDecision,
} from 'backstage-plugin-cross-account-pipelines-backend';
import {
  crossAccountPipelinesDeployToAccountPermission,
  crossAccountPipelinesEntityPermissions,
  crossAccountPipelinesReadPermission,
} from 'backstage-plugin-cross-account-pipelines-common';

const platformTeam = 'group:default/platform';

/**
 * Everybody sees every pipeline. Only those who own a service deploy, check,
 * register and start its pipelines, and only the platform team deploys into
 * production accounts.
 */
class OwnersOnlyPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const isForOwners = crossAccountPipelinesEntityPermissions.find(
      each =>
        each !== crossAccountPipelinesReadPermission &&
        isPermission(permission, each),
    );
    if (isForOwners) {
      return createCatalogConditionalDecision(
        isForOwners,
        catalogConditions.isEntityOwner({ claims }),
      );
    }
    if (
      isPermission(
        permission,
        crossAccountPipelinesDeployToAccountPermission,
      ) &&
      !claims.includes(platformTeam)
    ) {
      return createAccountConditionalDecision(permission, {
        not: accountConditions.isInEnvironment({
          environments: ['production'],
        }),
      });
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'owners-only-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new OwnersOnlyPolicy());
      },
    });
  },
});
