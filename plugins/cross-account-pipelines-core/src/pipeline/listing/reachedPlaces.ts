import type { ReachedPlace } from '../../report';
import { accountOf } from '../vocabulary/parseArn';
import type { PipelineDefinition } from '../vocabulary/PipelineDefinition';

/**
 * The accounts and Regions in which a pipeline acts with a role that is there
 * for it, each once, in the order of its actions. What it does with its own
 * service role is left out.
 *
 * @param home - account and Region of the pipeline
 *
 * @alpha
 */
export function reachedPlaces(
  { stages }: PipelineDefinition,
  home: { region: string },
): ReachedPlace[] {
  const found = new Map<string, ReachedPlace>();
  for (const { roleArn, configuration, ...action } of stages.flatMap(
    ({ actions }) => actions,
  )) {
    const deployRole = configuration?.RoleArn;
    const account =
      accountOf(roleArn) ??
      accountOf(typeof deployRole === 'string' ? deployRole : undefined);
    if (account !== undefined) {
      const region = action.region ?? home.region;
      found.set(`${account} ${region}`, { account, region });
    }
  }
  return [...found.values()];
}

/**
 * Which places a pipeline gains, loses and keeps.
 *
 * @alpha
 */
export function compareReachedPlaces(options: {
  before: ReachedPlace[];
  after: ReachedPlace[];
}): { gained: ReachedPlace[]; lost: ReachedPlace[]; kept: ReachedPlace[] } {
  const { before, after } = options;
  const isIn = (places: ReachedPlace[], { account, region }: ReachedPlace) =>
    places.some(each => each.account === account && each.region === region);
  return {
    gained: after.filter(place => !isIn(before, place)),
    lost: before.filter(place => !isIn(after, place)),
    kept: after.filter(place => isIn(before, place)),
  };
}
