/** A problem whose path is not written out yet. */
export interface SpecProblem {
  path: SpecPath;
  message: string;
}

/**
 * The keys and indexes that lead to a part of a spec.
 *
 * @alpha
 */
export type SpecPath = Array<string | number>;

/**
 * `stages[1].targets[0].account`; keys that people made up are quoted.
 *
 * @alpha
 */
export function formatSpecPath(path: SpecPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      const shown = /^[\w-]{1,60}$/.test(part)
        ? part
        : JSON.stringify(part.slice(0, 60));
      return index === 0 ? shown : `.${shown}`;
    })
    .join('');
}
