import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { RiShareForwardBoxLine } from '@remixicon/react';
import { crossAccountPipelinesApiRef } from './crossAccountPipelinesApiRef';
import { homeTitle } from './home/homeTitle';
import { mayHaveCrossAccountPipeline } from './mayHaveCrossAccountPipeline';
import { entityContentPath, fleetRouteRef, templateRouteRef } from './routes';
import { titleOf } from './titleOf';

const crossAccountPipelinesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: crossAccountPipelinesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new CrossAccountPipelinesClient({ discoveryApi, fetchApi }),
    }),
});

const entityCard = EntityCardBlueprint.make({
  name: 'pipelines',
  params: {
    filter: mayHaveCrossAccountPipeline,
    loader: async () => {
      const { EntityCrossAccountPipelineCard } = await import(
        './card/EntityCrossAccountPipelineCard'
      );
      return <EntityCrossAccountPipelineCard />;
    },
  },
});

const entityContent = EntityContentBlueprint.make({
  name: 'pipelines',
  params: {
    path: entityContentPath,
    title: titleOf('tab'),
    filter: mayHaveCrossAccountPipeline,
    loader: async () => {
      const { EntityCrossAccountPipelinesContent } = await import(
        './entityTab/EntityCrossAccountPipelinesContent'
      );
      return <EntityCrossAccountPipelinesContent />;
    },
  },
});

const accountCard = EntityCardBlueprint.make({
  name: 'reaching-pipelines',
  params: {
    filter: { kind: 'Resource', 'spec.type': 'aws-account' },
    loader: async () => {
      const { EntityReachingPipelinesCard } = await import(
        './account/EntityReachingPipelinesCard'
      );
      return <EntityReachingPipelinesCard />;
    },
  },
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/cross-account-pipelines',
    title: titleOf('fleet'),
    icon: <RiShareForwardBoxLine />,
    routeRef: fleetRouteRef,
    loader: async () => {
      const { FleetPage } = await import('./fleet/FleetPage');
      return <FleetPage />;
    },
  },
});

const brokenLinksWidget = HomePageWidgetBlueprint.make({
  name: 'broken-links',
  params: {
    name: 'CrossAccountBrokenLinks',
    title: homeTitle,
    description: 'Which accounts cannot be reached any more',
    components: async () => {
      const [{ BrokenLinks }, { HomeCard }] = await Promise.all([
        import('./home/BrokenLinks'),
        import('./home/HomeCard'),
      ]);
      return { Content: BrokenLinks, Renderer: HomeCard };
    },
  },
});

const planField = FormFieldBlueprint.make({
  name: 'plan',
  params: {
    field: async () => (await import('./plan/planFormField')).planFormField,
  },
});

const pipelineAccountField = FormFieldBlueprint.make({
  name: 'pipeline-account',
  params: {
    field: async () =>
      (await import('./fields/pipelineAccount/pipelineAccountFormField'))
        .pipelineAccountFormField,
  },
});

const serviceField = FormFieldBlueprint.make({
  name: 'service',
  params: {
    field: async () =>
      (await import('./fields/service/serviceFormField')).serviceFormField,
  },
});

const recordedPipelineField = FormFieldBlueprint.make({
  name: 'recorded-pipeline',
  params: {
    field: async () =>
      (await import('./fields/recordedPipeline/recordedPipelineFormField'))
        .recordedPipelineFormField,
  },
});

const stackNameField = FormFieldBlueprint.make({
  name: 'stack-name',
  params: {
    field: async () =>
      (await import('./fields/stackName/stackNameFormField'))
        .stackNameFormField,
  },
});

const thingField = FormFieldBlueprint.make({
  name: 'thing',
  params: {
    field: async () => (await import('./fields/thingFormField')).thingFormField,
  },
});

const targetsField = FormFieldBlueprint.make({
  name: 'targets',
  params: {
    field: async () =>
      (await import('./fields/targets/targetsFormField')).targetsFormField,
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
  routes: { fleet: fleetRouteRef },
  externalRoutes: { template: templateRouteRef },
  info: { packageJson: () => import('../package.json') },
  extensions: [
    crossAccountPipelinesApi,
    entityCard,
    entityContent,
    accountCard,
    fleetPage,
    brokenLinksWidget,
    serviceField,
    recordedPipelineField,
    pipelineAccountField,
    targetsField,
    stackNameField,
    planField,
    thingField,
  ],
});
