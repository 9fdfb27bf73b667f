import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Allows reading reports and the configured accounts.
 *
 * @public
 */
export const crossAccountPipelinesReadPermission = createPermission({
  name: 'cross-account-pipelines.report.read',
  attributes: { action: 'read' },
});

/**
 * Allows reading AWS again for a report.
 *
 * @public
 */
export const crossAccountPipelinesCheckPermission = createPermission({
  name: 'cross-account-pipelines.report.check',
  attributes: { action: 'update' },
});

/**
 * Allows registering a pipeline for a service.
 *
 * @public
 */
export const crossAccountPipelinesRegisterPermission = createPermission({
  name: 'cross-account-pipelines.pipeline.register',
  attributes: { action: 'create' },
});

/**
 * Allows creating or changing the stacks of a pipeline.
 *
 * @public
 */
export const crossAccountPipelinesDeployPermission = createPermission({
  name: 'cross-account-pipelines.pipeline.deploy',
  attributes: { action: 'create' },
});

/**
 * All permissions of this plugin.
 *
 * @public
 */
export const crossAccountPipelinesPermissions = [
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesRegisterPermission,
  crossAccountPipelinesDeployPermission,
];
