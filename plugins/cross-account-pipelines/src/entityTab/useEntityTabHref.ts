import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { entityContentPath } from '../routes';

/** Something that the tab on an entity's page shows. */
export interface TabPlace {
  pipelineArn?: string;
  /** Id of a hop of that pipeline: the link that it belongs to opens there. */
  hop?: string;
  view?: TabView;
}

/** The parts of the tab. */
export const tabViews = ['links', 'runs', 'history', 'findings'] as const;

/** One of {@link tabViews}. */
export type TabView = (typeof tabViews)[number];

/** Makes addresses of the tab on an entity's page that can be passed on. */
export function useEntityTabHref(): (
  entityRef: string,
  place?: TabPlace,
) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return (entityRef, place = {}) => {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const page = entityRoute({
      kind: kind.toLocaleLowerCase('en-US'),
      namespace,
      name,
    });
    const search = writeTabPlace(place).toString();
    return `${page}${entityContentPath}${search && `?${search}`}`;
  };
}

/** A place as parameters of the address. */
export function writeTabPlace(place: TabPlace): URLSearchParams {
  const { pipelineArn, hop, view } = place;
  return new URLSearchParams({
    ...(pipelineArn && { pipeline: pipelineArn }),
    ...(view && { view }),
    ...(hop && { hop }),
  });
}

/** The place that an address names; what it gets wrong is as good as absent. */
export function readTabPlace(parameters: URLSearchParams): TabPlace {
  const view = parameters.get('view');
  return {
    pipelineArn: parameters.get('pipeline') ?? undefined,
    hop: parameters.get('hop') ?? undefined,
    view: tabViews.find(known => known === view),
  };
}
