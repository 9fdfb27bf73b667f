import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { createPipelineFactRetriever } from './createPipelineFactRetriever';

/**
 * Gives Tech Insights facts about the pipelines of services: whether their links
 * are healthy, what was found about them, and whether their templates are behind.
 *
 * @public
 */
export const techInsightsModuleCrossAccountPipelines = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'cross-account-pipelines',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        retrievers: techInsightsFactRetrieversExtensionPoint,
      },
      async init({ auth, discovery, retrievers }) {
        const client = new CrossAccountPipelinesClient({
          discoveryApi: discovery,
          fetchApi: { fetch },
        });
        const retriever = createPipelineFactRetriever({ auth, client });
        retrievers.addFactRetrievers({ [retriever.id]: retriever });
      },
    });
  },
});
