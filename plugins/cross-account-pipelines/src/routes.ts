import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The page with the links of all pipelines. */
export const fleetRouteRef = createRouteRef({
  id: 'cross-account-pipelines:fleet',
});

/** A template's form, in the scaffolder. */
export const templateRouteRef = createExternalRouteRef({
  id: 'cross-account-pipelines:template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Where the tab is below an entity's page. */
export const entityContentPath = '/pipelines';
