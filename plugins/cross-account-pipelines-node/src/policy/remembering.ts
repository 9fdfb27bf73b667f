/** Few texts come again and again; beyond this many all are forgotten. */
const MOST_REMEMBERED = 4096;

/** The same function, which remembers what it made of texts that come often. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const remembered = new Map<string, T>();
  return text => {
    let made = remembered.get(text);
    if (made === undefined && !remembered.has(text)) {
      made = make(text);
      if (remembered.size >= MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.set(text, made);
    }
    return made as T;
  };
}
