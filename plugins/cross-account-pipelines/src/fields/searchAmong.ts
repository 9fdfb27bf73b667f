/** Lists that are longer than this can be searched. */
const shortList = 8;

/** Whether a choice among so many options needs a search. */
export function searchAmong(options: number): true | undefined {
  return options > shortList ? true : undefined;
}
