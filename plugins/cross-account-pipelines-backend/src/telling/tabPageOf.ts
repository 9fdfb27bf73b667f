import { parseEntityRef } from '@backstage/catalog-model';

/** The tab of a service, open at a place in it, below the address of the app. */
export function tabPageOf(
  entityRef: string,
  place: { pipeline: string; hop?: string; view?: 'runs' },
): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const { pipeline, hop, view } = place;
  const parameters = new URLSearchParams({
    pipeline,
    ...(view && { view }),
    ...(hop && { hop }),
  });
  return `/catalog/${namespace}/${kind}/${name}/pipelines?${parameters}`;
}
