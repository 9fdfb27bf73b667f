/** Answers that are kept. */
const MAX_KEPT = 500;

/**
 * Asks once for what several want at the same time: who wants the same while it
 * is asked for gets the same answer.
 *
 * @param options - `keptFor`: for how long an answer is as good as new, in ms;
 *   nothing is kept unless it is given. A failure never is
 */
export function shareAsked<T>(
  options: { keptFor?: number } = {},
): (key: string, ask: () => Promise<T>) => Promise<T> {
  const { keptFor = 0 } = options;
  const asked = new Map<string, Promise<T>>();
  const kept = new Map<string, { answer: T; until: number }>();
  return async (key, ask) => {
    const known = kept.get(key);
    if (known && Date.now() < known.until) {
      return known.answer;
    }
    const running = asked.get(key);
    if (running) {
      return running;
    }
    const answering = ask()
      .then(answer => {
        kept.delete(key);
        if (keptFor > 0) {
          kept.set(key, { answer, until: Date.now() + keptFor });
        }
        if (kept.size > MAX_KEPT) {
          kept.delete(kept.keys().next().value!);
        }
        return answer;
      })
      .finally(() => asked.delete(key));
    asked.set(key, answering);
    return answering;
  };
}
