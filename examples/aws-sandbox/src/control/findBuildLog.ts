import type { World } from '../world/World';

/**
 * What the commands of a build printed.
 */
export function findBuildLog(
  world: World,
  buildId: string,
): string | undefined {
  for (const account of world.accounts) {
    for (const region of account.usedRegions()) {
      const record = account.region(region).codeBuild.builds.get(buildId);
      if (record) {
        return record.log;
      }
    }
  }
  return undefined;
}
