import type { Knex } from 'knex';

/**
 * Narrows a query to rows with one of the values, of which there can be more than
 * a statement takes as variables.
 */
export function whereAmong<Q extends Knex.QueryBuilder>(
  query: Q,
  column: string,
  values: string[],
): Q {
  if (query.client.config.client === 'pg') {
    query.whereRaw('?? = any(?)', [column, values]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
  return query;
}
