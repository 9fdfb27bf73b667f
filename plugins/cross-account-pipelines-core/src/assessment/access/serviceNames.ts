import { partitionOf } from '../../template/partitions';

/** Services that policies may name by the Region that they work in, too. */
const namedByRegion = new Set(['codedeploy.amazonaws.com']);

/**
 * The names by which a policy may mean a service that works in a Region.
 *
 * See `codedeploy/latest/userguide/getting-started-create-service-role`.
 */
export function serviceNames(name: string, region: string): string[] {
  if (!namedByRegion.has(name)) {
    return [name];
  }
  const [service] = name.split('.');
  return [name, `${service}.${region}.${partitionOf(region).urlSuffix}`];
}
