import type { World } from '../world/World';
import type { Stack, StackOutput } from './Stack';

function stacksOf(world: World, account: string, region: string): Stack[] {
  return world.account(account).region(region).cloudFormation.stacks;
}

/**
 * The output that is exported under a name in an account and Region.
 */
export function findExport(
  world: World,
  account: string,
  region: string,
  name: string,
): (StackOutput & { stackId: string }) | undefined {
  for (const stack of stacksOf(world, account, region)) {
    const output = stack.outputs.find(({ exportName }) => exportName === name);
    if (output) {
      return { ...output, stackId: stack.id };
    }
  }
  return undefined;
}

/**
 * The stack that uses one of a stack's exports, and which.
 */
export function findImporter(
  world: World,
  stack: Stack,
  names: string[],
): { stack: Stack; name: string } | undefined {
  for (const other of stacksOf(world, stack.account, stack.region)) {
    const name = names.find(each => other.imports.has(each));
    if (other !== stack && name !== undefined) {
      return { stack: other, name };
    }
  }
  return undefined;
}
