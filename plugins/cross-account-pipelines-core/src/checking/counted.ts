/**
 * A number with what it counts.
 *
 * @alpha
 */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
