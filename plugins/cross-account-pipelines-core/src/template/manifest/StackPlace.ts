/**
 * A stack, as people find it.
 *
 * @public
 */
export interface StackPlace {
  /** Twelve digits. */
  account: string;
  /** E.g. `eu-west-1`. */
  region: string;
  /** Unique in its account and Region. */
  stackName: string;
}

/**
 * A stack in words, for messages.
 *
 * @alpha
 */
export function describePlace(place: StackPlace): string {
  return `stack ${place.stackName} in account ${place.account}, ${place.region}`;
}

/**
 * The same for the same stack.
 *
 * @alpha
 */
export function placeKey({ account, region, stackName }: StackPlace): string {
  return `${account} ${region} ${stackName}`;
}

/**
 * Whether two mean the same stack.
 *
 * @alpha
 */
export function samePlace(one: StackPlace, other: StackPlace): boolean {
  return placeKey(one) === placeKey(other);
}
