/**
 * Asks once for what several want at the same time: who wants the same while it
 * is asked for gets the same answer. Nothing is kept.
 */
export function shareAsked<T>(): (
  key: string,
  ask: () => Promise<T>,
) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key, ask) => {
    const known = asked.get(key);
    if (known) {
      return known;
    }
    const answer = ask().finally(() => asked.delete(key));
    asked.set(key, answer);
    return answer;
  };
}
