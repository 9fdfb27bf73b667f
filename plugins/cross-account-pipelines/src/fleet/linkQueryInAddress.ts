import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type LinkQuery,
  linkSortFields,
} from 'backstage-plugin-cross-account-pipelines-common';

/** Filters of which several values may be chosen. */
export const listFilters = [
  'health',
  'account',
  'environment',
  'region',
  'owner',
  'system',
  'entity',
  'hop',
  'rule',
] as const;

/** One of {@link listFilters}. */
export type ListFilter = (typeof listFilters)[number];

/** How far back a filter by time goes, as the address spells it. */
export const timeSpans = { '1h': 1, '1d': 24, '7d': 7 * 24, '30d': 30 * 24 };

/** One of {@link timeSpans}. */
export type TimeSpan = keyof typeof timeSpans;

/** What the fleet page shows, as its address says it. */
export interface FleetView {
  query: Omit<LinkQuery, 'since' | 'limit' | 'cursor'>;
  within?: TimeSpan;
  by: 'link' | 'account';
}

/** The view that an address names; what it gets wrong is as good as absent. */
export function readFleetView(parameters: URLSearchParams): FleetView {
  const query: FleetView['query'] = {};
  for (const filter of listFilters) {
    const values = parameters.getAll(filter).filter(Boolean);
    const known =
      filter === 'health'
        ? values.filter(value => healthsFromBest.includes(value as Health))
        : values;
    if (known.length > 0) {
      Object.assign(query, { [filter]: known });
    }
  }
  const text = parameters.get('text');
  const sort = linkSortFields.find(field => field === parameters.get('sort'));
  const within = parameters.get('within') ?? '';
  return {
    query: {
      ...query,
      ...(text && { text }),
      ...(sort && { sort }),
      ...(parameters.get('order') === 'desc' && { descending: true }),
      ...(parameters.get('order') === 'asc' && { descending: false }),
    },
    ...(Object.hasOwn(timeSpans, within) && { within: within as TimeSpan }),
    by: parameters.get('by') === 'account' ? 'account' : 'link',
  };
}

/** A view as parameters of an address. */
export function writeFleetView(view: FleetView): URLSearchParams {
  const { query, within, by } = view;
  const parameters = new URLSearchParams();
  for (const filter of listFilters) {
    for (const value of query[filter] ?? []) {
      parameters.append(filter, value);
    }
  }
  const rest = {
    text: query.text,
    within,
    sort: query.sort,
    order: query.descending === undefined ? undefined : orderOf(query),
    by: by === 'account' ? by : undefined,
  };
  for (const [name, value] of Object.entries(rest)) {
    if (value) {
      parameters.set(name, value);
    }
  }
  return parameters;
}

function orderOf({ descending }: FleetView['query']): string {
  return descending ? 'desc' : 'asc';
}

/** What to ask the backend for a view. */
export function toLinkQuery(view: FleetView, now = Date.now()): LinkQuery {
  const { query, within } = view;
  return {
    ...query,
    ...(within && {
      since: new Date(now - timeSpans[within] * 3_600_000).toISOString(),
    }),
  };
}
