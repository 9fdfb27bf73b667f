import type { Stack } from '@aws-sdk/client-cloudformation';
import { componentTag } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** The entity that a stack is for, by its tag. */
export function stackOwner({ Tags }: Stack): string | undefined {
  return Tags?.find(({ Key }) => Key === componentTag)?.Value;
}

/** Entity refs are the same in upper and lower case. */
export function sameOwner(
  one: string | undefined,
  other: string | undefined,
): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
