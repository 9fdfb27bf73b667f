import { useCallback, useState } from 'react';

/** Something that a person has the backend do, and what became of it. */
export interface Submission {
  pending: boolean;
  error?: Error;
  /** Whether it was done. */
  submit(act: () => Promise<unknown>): Promise<boolean>;
}

/** Runs one thing at a time, and has the page read again when it is done. */
export function useSubmission(onDone: () => void): Submission {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const submit = useCallback(
    async (act: () => Promise<unknown>) => {
      setPending(true);
      setError(undefined);
      try {
        await act();
        onDone();
        return true;
      } catch (caught) {
        setError(caught as Error);
        return false;
      } finally {
        setPending(false);
      }
    },
    [onDone],
  );
  return { pending, error, submit };
}
