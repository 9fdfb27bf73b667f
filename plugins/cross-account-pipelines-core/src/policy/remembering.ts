/** Few come again and again; beyond this many all are forgotten. */
const MOST_REMEMBERED = 4096;

/** The same function, which remembers what it made of keys that come often. */
export function remembering<K, T>(make: (key: K) => T): (key: K) => T {
  const remembered = new Map<K, T>();
  return key => {
    let made = remembered.get(key);
    if (made === undefined && !remembered.has(key)) {
      made = make(key);
      if (remembered.size >= MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.set(key, made);
    }
    return made as T;
  };
}
