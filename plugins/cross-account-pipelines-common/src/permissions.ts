import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of the catalog's entities. Most permissions here are about the
 * entity that a pipeline belongs to, so that a policy can decide by its owner
 * with the catalog's own conditions.
 */
const CATALOG_ENTITY = 'catalog-entity';

/**
 * Resource type of the AWS accounts that are configured; a resource's reference
 * is the account's id, twelve digits.
 *
 * @public
 */
export const RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT =
  'cross-account-pipelines-account';

/**
 * Allows reading the reports, executions and history of the pipelines that
 * belong to an entity.
 *
 * @public
 */
export const crossAccountPipelinesReadPermission = createPermission({
  name: 'cross-account-pipelines.report.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows reading AWS again for the pipelines that belong to an entity.
 *
 * @public
 */
export const crossAccountPipelinesCheckPermission = createPermission({
  name: 'cross-account-pipelines.report.check',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows registering a pipeline for an entity, and withdrawing that.
 *
 * @public
 */
export const crossAccountPipelinesRegisterPermission = createPermission({
  name: 'cross-account-pipelines.pipeline.register',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows creating and changing the stacks of a pipeline for an entity.
 *
 * @public
 */
export const crossAccountPipelinesDeployPermission = createPermission({
  name: 'cross-account-pipelines.pipeline.deploy',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows undoing what was changed outside CloudFormation in a pipeline of an
 * entity.
 *
 * @public
 */
export const crossAccountPipelinesRepairPermission = createPermission({
  name: 'cross-account-pipelines.pipeline.repair',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows removing the stacks of a pipeline of an entity.
 *
 * @public
 */
export const crossAccountPipelinesRemovePermission = createPermission({
  name: 'cross-account-pipelines.pipeline.remove',
  attributes: { action: 'delete' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows starting and stopping the pipelines of an entity, retrying a stage and
 * answering a manual approval.
 *
 * @public
 */
export const crossAccountPipelinesRunPermission = createPermission({
  name: 'cross-account-pipelines.pipeline.run',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows waiving findings about the pipelines of an entity.
 *
 * @public
 */
export const crossAccountPipelinesWaivePermission = createPermission({
  name: 'cross-account-pipelines.finding.waive',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Allows seeing that an account is configured, and which links reach it.
 *
 * @public
 */
export const crossAccountPipelinesReadAccountPermission = createPermission({
  name: 'cross-account-pipelines.account.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT,
});

/**
 * Allows creating, changing and removing stacks in an account.
 *
 * @public
 */
export const crossAccountPipelinesDeployToAccountPermission = createPermission({
  name: 'cross-account-pipelines.account.deploy',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT,
});

/**
 * The permissions that are asked for an entity of the catalog.
 *
 * @public
 */
export const crossAccountPipelinesEntityPermissions = [
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesRegisterPermission,
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesRepairPermission,
  crossAccountPipelinesRemovePermission,
  crossAccountPipelinesRunPermission,
  crossAccountPipelinesWaivePermission,
];

/**
 * The permissions that are asked for an AWS account.
 *
 * @public
 */
export const crossAccountPipelinesAccountPermissions = [
  crossAccountPipelinesReadAccountPermission,
  crossAccountPipelinesDeployToAccountPermission,
];

/**
 * All permissions of this plugin.
 *
 * @public
 */
export const crossAccountPipelinesPermissions = [
  ...crossAccountPipelinesEntityPermissions,
  ...crossAccountPipelinesAccountPermissions,
];
