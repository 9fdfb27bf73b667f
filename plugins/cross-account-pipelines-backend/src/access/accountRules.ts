import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT } from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { z } from 'zod/v3';

/**
 * Decides about accounts one at a time: there are never so many that they are
 * looked for in a database.
 */
type AccountQuery = (account: ConfiguredAccount) => boolean;

/**
 * The accounts of app-config, as permission policies see them.
 */
export const accountResourceRef = createPermissionResourceRef<
  ConfiguredAccount,
  AccountQuery
>().with({
  pluginId: 'cross-account-pipelines',
  resourceType: RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT,
});

const includes = (values: string[], value: string | undefined) =>
  value !== undefined && values.includes(value);

/**
 * By what a permission policy can decide about an account.
 */
export const accountRules = {
  hasAccountId: createPermissionRule({
    name: 'HAS_ACCOUNT_ID',
    description: 'Allows the accounts with one of these ids',
    resourceRef: accountResourceRef,
    paramsSchema: z.object({
      accountIds: z.array(z.string()).describe('Twelve digits each'),
    }),
    apply: ({ id }, { accountIds }) => includes(accountIds, id),
    toQuery:
      ({ accountIds }) =>
      ({ id }) =>
        includes(accountIds, id),
  }),
  isInEnvironment: createPermissionRule({
    name: 'IS_IN_ENVIRONMENT',
    description: 'Allows the accounts of these environments',
    resourceRef: accountResourceRef,
    paramsSchema: z.object({
      environments: z
        .array(z.string())
        .describe('As app-config spells them, e.g. production'),
    }),
    apply: ({ environment }, { environments }) =>
      includes(environments, environment),
    toQuery:
      ({ environments }) =>
      ({ environment }) =>
        includes(environments, environment),
  }),
  isInOrganizationalUnit: createPermissionRule({
    name: 'IS_IN_ORGANIZATIONAL_UNIT',
    description: 'Allows the accounts in these organizational units',
    resourceRef: accountResourceRef,
    paramsSchema: z.object({
      organizationalUnits: z
        .array(z.string())
        .describe('Ids, e.g. ou-ab12-11111111'),
    }),
    apply: ({ organizationalUnit }, { organizationalUnits }) =>
      includes(organizationalUnits, organizationalUnit),
    toQuery:
      ({ organizationalUnits }) =>
      ({ organizationalUnit }) =>
        includes(organizationalUnits, organizationalUnit),
  }),
};

const conditionExports = createConditionExports({
  resourceRef: accountResourceRef,
  rules: accountRules,
});

/**
 * Conditions on an account, for a permission policy.
 *
 * @public
 */
export const accountConditions = conditionExports.conditions;

/**
 * Makes a permission policy's decision about an account out of conditions.
 *
 * @public
 */
export const createAccountConditionalDecision =
  conditionExports.createConditionalDecision;
