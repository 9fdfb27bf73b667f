import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { useChanges } from '../requests/useChanges';

type Request = 'load' | 'check';

interface State {
  /** The newest reading that arrived; a request that fails leaves it alone. */
  pipelines?: EntityPipeline[];
  /** The request that is under way. */
  pending?: Request;
  /** The last request, if it failed. */
  failure?: { request: Request; error: Error };
}

/** An entity's pipelines, and how to read them again. */
export interface EntityPipelinesState extends State {
  /** Asks for the newest stored reading. */
  load(): void;
  /** Has AWS read now. */
  check(): void;
}

/**
 * Loads an entity's pipelines, in full or at a glance, and keeps the last good reading while newer ones
 * are under way or fail.
 */
export function useEntityPipelines(
  entityRef: string,
  detail: 'full' | 'glance',
): EntityPipelinesState {
  const api = useApi(crossAccountPipelinesApiRef);
  const [state, setState] = useState<State>({ pending: 'load' });
  const running = useRef<AbortController>();

  const run = useCallback(
    async (request: Request) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;

      setState(({ pipelines }) => ({ pipelines, pending: request }));
      try {
        const pipelines =
          request === 'check'
            ? await api.checkEntityPipelines(entityRef, { detail, signal })
            : await api.getEntityPipelines(entityRef, { detail, signal });
        if (!signal.aborted) {
          setState({ pipelines });
        }
      } catch (error) {
        if (!signal.aborted) {
          setState(({ pipelines }) => ({
            pipelines,
            failure: { request, error: error as Error },
          }));
        }
      }
    },
    [api, detail, entityRef],
  );

  useEffect(() => {
    run('load');
    return () => running.current?.abort();
  }, [run]);

  // A check that is under way will bring what it has found itself.
  useChanges(() => {
    if (state.pending !== 'check') {
      run('load');
    }
  });

  const load = useCallback(() => run('load'), [run]);
  const check = useCallback(() => run('check'), [run]);
  return { ...state, load, check };
}
