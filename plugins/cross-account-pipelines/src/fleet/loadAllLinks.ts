import type {
  CrossAccountPipelinesApi,
  LinkQuery,
  LinkRow,
} from 'backstage-plugin-cross-account-pipelines-common';

/** The most that the backend gives at once. */
const pageSize = 1000;

/** Every link that fits, whatever page it is on. */
export async function loadAllLinks(
  api: Pick<CrossAccountPipelinesApi, 'queryLinks'>,
  query: LinkQuery,
  signal?: AbortSignal,
): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.queryLinks(
      { ...query, limit: pageSize, cursor },
      { signal },
    );
    rows.push(...page.items);
    // A page that brings nothing new would otherwise be asked for for ever.
    cursor = page.items.length > 0 ? page.nextCursor : undefined;
  } while (cursor);
  return rows;
}
