import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  LinkQuery,
  LinkRow,
} from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { useChanges } from '../requests/useChanges';

/** Rows that are asked for at a time. */
const pageSize = 200;

interface State {
  rows: LinkRow[];
  /** All that fit, on all pages; absent until the first has arrived. */
  total?: number;
  nextCursor?: string;
  loading: boolean;
  error?: Error;
}

/** Links that fit a query, as far as somebody has scrolled. */
export interface LinksState extends State {
  /** Asks for the next page, unless one is under way or there is none. */
  more(): void;
  /** Starts over. */
  again(): void;
}

/** Loads links page by page. */
export function useLinks(query: LinkQuery): LinksState {
  const api = useApi(crossAccountPipelinesApiRef);
  const [state, setState] = useState<State>({ rows: [], loading: true });
  const running = useRef<AbortController>();

  const load = useCallback(
    async (from: State, shown = from) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState({ ...shown, error: undefined, loading: true });
      try {
        const page = await api.queryLinks(
          { ...query, limit: pageSize, cursor: from.nextCursor },
          { signal: controller.signal },
        );
        if (!controller.signal.aborted) {
          setState({
            rows: [...from.rows, ...page.items],
            total: page.totalItems,
            nextCursor: page.nextCursor,
            loading: false,
          });
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setState({ ...shown, error: error as Error, loading: false });
        }
      }
    },
    [api, query],
  );

  const again = useCallback(() => load({ rows: [], loading: true }), [load]);
  useEffect(() => {
    again();
    return () => running.current?.abort();
  }, [again]);

  // Nobody who has scrolled is thrown back to the top.
  useChanges(() => {
    if (state.rows.length <= pageSize && !state.loading) {
      load({ rows: [], loading: true }, state);
    }
  });

  const more = useCallback(() => {
    if (state.nextCursor && !state.loading) {
      load(state);
    }
  }, [load, state]);
  return { ...state, more, again };
}
