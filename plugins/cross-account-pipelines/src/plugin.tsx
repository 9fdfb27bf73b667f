import {
  ApiBlueprint,
  coreApis,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  CrossAccountPipelinesClient,
} from 'backstage-plugin-cross-account-pipelines-common';
import { RiShareForwardBoxLine } from '@remixicon/react';
import { crossAccountPipelinesApiRef } from './crossAccountPipelinesApiRef';

const crossAccountPipelinesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: crossAccountPipelinesApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: ({ discoveryApi, fetchApi }) =>
        new CrossAccountPipelinesClient({ discoveryApi, fetchApi }),
    }),
});

const entityCard = EntityCardBlueprint.make({
  name: 'pipelines',
  params: {
    // Services without a pipeline are offered one.
    filter: {
      $any: [
        {
          [`metadata.annotations.${CODEPIPELINE_ARN_ANNOTATION}`]: {
            $exists: true,
          },
        },
        { kind: 'Component', 'spec.type': 'service' },
      ],
    },
    loader: async () => {
      const { EntityCrossAccountPipelineCard } = await import(
        './card/EntityCrossAccountPipelineCard'
      );
      return <EntityCrossAccountPipelineCard />;
    },
  },
});

const pipelineAccountField = FormFieldBlueprint.make({
  name: 'pipeline-account',
  params: {
    field: async () =>
      (await import('./fields/pipelineAccountFormField'))
        .pipelineAccountFormField,
  },
});

const targetsField = FormFieldBlueprint.make({
  name: 'targets',
  params: {
    field: async () =>
      (await import('./fields/targetsFormField')).targetsFormField,
  },
});

/**
 * Shows which accounts an entity's pipelines reach, and lets templates ask for
 * them. A portal on the new frontend system finds it by itself.
 *
 * @public
 */
export const crossAccountPipelinesPlugin = createFrontendPlugin({
  pluginId: 'cross-account-pipelines',
  title: 'Cross-account pipelines',
  icon: <RiShareForwardBoxLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [
    crossAccountPipelinesApi,
    entityCard,
    pipelineAccountField,
    targetsField,
  ],
});
