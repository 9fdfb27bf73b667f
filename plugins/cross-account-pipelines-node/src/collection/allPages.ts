/**
 * All items of a listing.
 *
 * @param readPage - reads one page, from a token on
 */
export async function allPages<T>(
  readPage: (token?: string) => Promise<{ items?: T[]; next?: string }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const page = await readPage(token);
    all.push(...(page.items ?? []));
    token = page.next;
  } while (token);
  return all;
}
