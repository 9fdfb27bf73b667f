import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
} from '@backstage/core-plugin-api';
import { coreApis } from '@backstage/frontend-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import type { FieldExtensionComponent } from '@backstage/plugin-scaffolder-react';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from './crossAccountPipelinesApiRef';
import { PipelineAccountField } from './fields/PipelineAccountField';
import { pipelineAccountSchema } from './fields/pipelineAccountSchema';
import type { PipelineAccountValue } from './fields/pipelineAccountSchema';
import { TargetsField } from './fields/TargetsField';
import { targetsSchema } from './fields/targetsSchema';
import type { StagesValue } from './fields/targetsSchema';
import { validatePipelineAccount } from './fields/validatePipelineAccount';
import { validateTargets } from './fields/validateTargets';

/**
 * The plugin for the old frontend system.
 *
 * @public
 */
export const crossAccountPipelinesPlugin = createPlugin({
  id: 'cross-account-pipelines',
  apis: [
    createApiFactory({
      api: crossAccountPipelinesApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
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
