import { useEffect, useRef } from 'react';
import { createApiRef, useApiHolder } from '@backstage/frontend-plugin-api';

/**
 * The part that is used of `SignalApi` in `@backstage/plugin-signals-react`, by the
 * id that it has there. That package has no range of versions which fits several
 * releases of Backstage, and would come along a second time.
 */
const signalApiRef = createApiRef<{
  subscribe(channel: string, onMessage: () => void): { unsubscribe(): void };
}>().with({ id: 'plugin.signal.service', pluginId: 'signals' });

/** What a refresh finds is gathered for that time, in ms. */
const CALM = 1_000;

/** Pages do not all ask at the same moment; ms. */
const SPREAD = 2_000;

/**
 * Calls back when the backend has found something that is different, in portals
 * with signals. A signal says nothing more: what one may see has to be asked for.
 */
export function useChanges(onChange: () => void): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const subscription = signals?.subscribe('cross-account-pipelines', () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current();
      }, CALM + Math.random() * SPREAD);
    });
    return () => {
      subscription?.unsubscribe();
      clearTimeout(timer);
    };
  }, [signals]);
}
