/**
 * Kleene's three truth values, numbered so that "and" is the minimum, "or" the
 * maximum and "not" the distance from `TRUE`.
 */
export type Truth = 0 | 1 | 2;

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

export function not(truth: Truth): Truth {
  return (TRUE - truth) as Truth;
}

export function truthOf(condition: boolean): Truth {
  return condition ? TRUE : FALSE;
}
