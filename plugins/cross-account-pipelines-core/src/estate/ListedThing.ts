/**
 * What AWS lists for a form to choose from.
 *
 * @alpha
 */
export const listedThingKinds = [
  'connection',
  'bucket',
  'codecommit-repository',
  'ecr-repository',
  'function',
  'ecs-cluster',
  'eks-cluster',
  'organizational-unit',
] as const;

/**
 * @alpha
 */
export type ListedThingKind = (typeof listedThingKinds)[number];

/**
 * Something in an account that a form can name.
 *
 * @alpha
 */
export interface ListedThing {
  /** What a spec says for it: its name, a connection's ARN, a unit's id. */
  value: string;
  /** What people call it, where that is something else. */
  title?: string;
  /** What makes a difference to who chooses, e.g. that a connection is pending. */
  detail?: string;
}
