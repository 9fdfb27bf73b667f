import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { crossAccountPipelinesReadAccountPermission } from 'backstage-plugin-cross-account-pipelines-common';
import type {
  ConfiguredAccount,
  Estate,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  lookUpEstate,
  type LookUpEstateOptions,
} from 'backstage-plugin-cross-account-pipelines-node';

/**
 * Looks up in AWS what files name and do not make: in the accounts of the stacks,
 * into which whoever runs the task may deploy, and in those that the policy lets
 * him see. A file can name what is in any account.
 */
export function lookUpForUser(
  options: Omit<LookUpEstateOptions, 'readable'> & {
    accounts: ConfiguredAccount[];
    stacks: Array<{ account: string }>;
    permissions: PermissionsService;
    credentials: BackstageCredentials;
  },
): (estate: Estate, pipelineArns: string[]) => Promise<void> {
  const { accounts, stacks, permissions, credentials, ...reading } = options;
  return async (estate, pipelineArns) => {
    const decisions = await permissions.authorize(
      accounts.map(({ id }) => ({
        permission: crossAccountPipelinesReadAccountPermission,
        resourceRef: id,
      })),
      { credentials },
    );
    const own = new Set(stacks.map(({ account }) => account));
    const readable = accounts.filter(
      ({ id }, index) =>
        own.has(id) || decisions[index].result === AuthorizeResult.ALLOW,
    );
    return lookUpEstate(estate, pipelineArns, {
      ...reading,
      readable: new Set(readable.map(({ id }) => id)),
    });
  };
}
