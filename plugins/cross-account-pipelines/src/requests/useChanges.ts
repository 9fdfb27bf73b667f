import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';

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
