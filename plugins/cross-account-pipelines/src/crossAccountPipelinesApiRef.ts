import { createApiRef } from '@backstage/frontend-plugin-api';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';

/**
 * Gives the card and the form fields what the backend plugin knows.
 *
 * @public
 */
export const crossAccountPipelinesApiRef =
  createApiRef<CrossAccountPipelinesApi>().with({
    id: 'plugin.cross-account-pipelines.client',
    pluginId: 'cross-account-pipelines',
  });
