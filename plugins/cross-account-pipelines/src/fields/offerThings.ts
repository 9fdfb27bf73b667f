import type { ListedThing } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * What several places have as one list: what all have first, the rest with how
 * many of them have it.
 */
export function offerThings(
  lists: ListedThing[][],
  sayFoundIn: (found: number) => string,
): Array<{ value: string; label: string }> {
  const byValue = new Map<string, { thing: ListedThing; found: number }>();
  for (const thing of lists.flat()) {
    const { found } = byValue.get(thing.value) ?? { found: 0 };
    byValue.set(thing.value, { thing, found: found + 1 });
  }
  return [...byValue.values()]
    .sort((a, b) => b.found - a.found)
    .map(({ thing: { value, title, detail }, found }) => ({
      value,
      label: [
        // A name is its own label, so that it can be typed on.
        ...(title ? [title, detail] : [value]),
        found < lists.length && sayFoundIn(found),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
}
