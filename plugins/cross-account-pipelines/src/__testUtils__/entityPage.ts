import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';

/** What a part of an entity's page finds in a portal: apis and routes. */
export function entityPageOf(api: Partial<CrossAccountPipelinesApi>) {
  return {
    apis: [
      [crossAccountPipelinesApiRef, api as any],
      [catalogApiRef, catalogApiMock()],
    ] as [any, any][],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  };
}
