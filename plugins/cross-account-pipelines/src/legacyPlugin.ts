import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import type { FieldExtensionComponent } from '@backstage/plugin-scaffolder-react';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import type { ListedThingKind } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from './crossAccountPipelinesApiRef';
import { PipelineAccountField } from './fields/pipelineAccount/PipelineAccountField';
import { pipelineAccountSchema } from './fields/pipelineAccount/pipelineAccountSchema';
import type { PipelineAccountValue } from './fields/pipelineAccount/pipelineAccountSchema';
import { RecordedPipelineField } from './fields/recordedPipeline/RecordedPipelineField';
import { recordedPipelineSchema } from './fields/recordedPipeline/recordedPipelineSchema';
import { ServiceField } from './fields/service/ServiceField';
import { serviceSchema } from './fields/service/serviceSchema';
import { StackNameField } from './fields/stackName/StackNameField';
import { stackNameSchema } from './fields/stackName/stackNameSchema';
import { TargetsField } from './fields/targets/TargetsField';
import { targetsSchema } from './fields/targets/targetsSchema';
import type { StagesValue } from './fields/targets/targetsSchema';
import { PlanField } from './plan/PlanField';
import { planSchema } from './plan/planSchema';
import { ThingField } from './fields/ThingField';
import { thingSchema } from './fields/thingSchema';
import { fleetRouteRef, templateRouteRef } from './routes';
import { validatePipelineAccount } from './fields/pipelineAccount/validatePipelineAccount';
import { validateTargets } from './fields/targets/validateTargets';

/**
 * The plugin for the old frontend system.
 *
 * @public
 */
export const crossAccountPipelinesPlugin = createPlugin({
  id: 'cross-account-pipelines',
  routes: { fleet: fleetRouteRef },
  externalRoutes: { template: templateRouteRef },
  apis: [
    createApiFactory({
      api: crossAccountPipelinesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new CrossAccountPipelinesClient({ discoveryApi, fetchApi }),
    }),
  ],
});

/**
 * The card on an entity's page.
 *
 * @public
 */
export const EntityCrossAccountPipelineCard =
  crossAccountPipelinesPlugin.provide(
    createComponentExtension({
      name: 'EntityCrossAccountPipelineCard',
      component: {
        lazy: async () =>
          (await import('./card/EntityCrossAccountPipelineCard'))
            .EntityCrossAccountPipelineCard,
      },
    }),
  );

/**
 * The tab on an entity's page. Give it the path `/pipelines`, which the links to
 * hops lead to.
 *
 * @public
 */
export const EntityCrossAccountPipelinesContent =
  crossAccountPipelinesPlugin.provide(
    createComponentExtension({
      name: 'EntityCrossAccountPipelinesContent',
      component: {
        lazy: async () =>
          (await import('./entityTab/EntityCrossAccountPipelinesContent'))
            .EntityCrossAccountPipelinesContent,
      },
    }),
  );

/**
 * The card on the page of an account: who reaches it.
 *
 * @public
 */
export const EntityReachingPipelinesCard = crossAccountPipelinesPlugin.provide(
  createComponentExtension({
    name: 'EntityReachingPipelinesCard',
    component: {
      lazy: async () =>
        (await import('./account/EntityReachingPipelinesCard'))
          .EntityReachingPipelinesCard,
    },
  }),
);

/**
 * The page with the links of all pipelines.
 *
 * @public
 */
export const CrossAccountPipelinesPage = crossAccountPipelinesPlugin.provide(
  createRoutableExtension({
    name: 'CrossAccountPipelinesPage',
    mountPoint: fleetRouteRef,
    component: async () =>
      (await import('./fleet/LegacyFleetPage')).LegacyFleetPage,
  }),
);

/**
 * `ui:field: CrossAccountPipelineAccount`
 *
 * @public
 */
export const CrossAccountPipelineAccountFieldExtension: FieldExtensionComponent<
  PipelineAccountValue,
  {}
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountPipelineAccount',
    component: PipelineAccountField,
    validation: validatePipelineAccount,
    schema: pipelineAccountSchema.schema,
  }),
);

/**
 * `ui:field: CrossAccountTargets`
 *
 * @public
 */
export const CrossAccountTargetsFieldExtension: FieldExtensionComponent<
  StagesValue,
  {}
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountTargets',
    component: TargetsField,
    validation: validateTargets,
    schema: targetsSchema.schema,
  }),
);

/**
 * `ui:field: CrossAccountService`
 *
 * @public
 */
export const CrossAccountServiceFieldExtension: FieldExtensionComponent<
  string,
  {}
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountService',
    component: ServiceField,
    schema: serviceSchema.schema,
  }),
);

/**
 * `ui:field: CrossAccountRecordedPipeline`
 *
 * @public
 */
export const CrossAccountRecordedPipelineFieldExtension: FieldExtensionComponent<
  Record<string, unknown>,
  { entity?: string }
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountRecordedPipeline',
    component: RecordedPipelineField,
    schema: recordedPipelineSchema.schema,
  }),
);

/**
 * `ui:field: CrossAccountStackName`
 *
 * @public
 */
export const CrossAccountStackNameFieldExtension: FieldExtensionComponent<
  string,
  {}
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountStackName',
    component: StackNameField,
    schema: stackNameSchema.schema,
  }),
);

/**
 * `ui:field: CrossAccountPlan`
 *
 * @public
 */
export const CrossAccountPlanFieldExtension: FieldExtensionComponent<
  string,
  { entity?: string; template?: string; isChange?: boolean }
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountPlan',
    component: PlanField,
    schema: planSchema.schema,
  }),
);

/**
 * `ui:field: CrossAccountThing`
 *
 * @public
 */
export const CrossAccountThingFieldExtension: FieldExtensionComponent<
  string,
  { kind: ListedThingKind; in: 'pipeline' | 'targets' }
> = crossAccountPipelinesPlugin.provide(
  createScaffolderFieldExtension({
    name: 'CrossAccountThing',
    component: ThingField,
    schema: thingSchema.schema,
  }),
);
