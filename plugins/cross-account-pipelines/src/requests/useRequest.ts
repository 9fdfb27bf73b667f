import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that was asked for; what arrived stays while it is asked again. */
export interface RequestState<T> {
  value?: T;
  error?: Error;
  loading: boolean;
  again(): void;
}

/** Asks again whenever `ask` changes; whoever asks last is answered. */
export function useRequest<T>(
  ask: (signal: AbortSignal) => Promise<T>,
): RequestState<T> {
  const [state, setState] = useState<Omit<RequestState<T>, 'again'>>({
    loading: true,
  });
  const running = useRef<AbortController>();
  const again = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState(({ value }) => ({ value, loading: true }));
    try {
      const value = await ask(controller.signal);
      if (!controller.signal.aborted) {
        setState({ value, loading: false });
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        setState(({ value }) => ({
          value,
          error: error as Error,
          loading: false,
        }));
      }
    }
  }, [ask]);
  useEffect(() => {
    again();
    return () => running.current?.abort();
  }, [again]);
  return { ...state, again };
}
