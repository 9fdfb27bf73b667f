/**
 * A stack, as people find it.
 *
 * @public
 */
export interface StackPlace {
  /** Twelve digits. */
  account: string;
  region: string;
  stackName: string;
}

/** A stack in words, for messages. */
export function describePlace(place: StackPlace): string {
  return `stack ${place.stackName} in account ${place.account}, ${place.region}`;
}

export function samePlace(one: StackPlace, other: StackPlace): boolean {
  return (
    one.account === other.account &&
    one.region === other.region &&
    one.stackName === other.stackName
  );
}
