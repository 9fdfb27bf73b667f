/**
 * One page of a list. The token of the next page is a place in the list.
 */
export function paginate<T>(
  items: readonly T[],
  options: { token?: string; size?: number; defaultSize: number },
): { page: T[]; next?: string } {
  const start = Number(options.token ?? 0) || 0;
  const end = start + Math.max(1, options.size ?? options.defaultSize);
  return {
    page: items.slice(start, end),
    ...(end < items.length && { next: String(end) }),
  };
}
