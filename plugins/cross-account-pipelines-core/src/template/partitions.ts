import { partitionData } from './partitionData';

/**
 * A group of Regions with accounts and ARNs of its own.
 *
 * See `whitepapers/latest/aws-fault-isolation-boundaries/partitions`.
 */
export interface Partition {
  /** As ARNs spell it. */
  id: (typeof partitionData)[number]['id'];
  urlSuffix: string;
  regions: readonly string[];
}

/**
 * The partitions with their Regions, as the AWS SDK knows them.
 *
 * See `global-infrastructure/latest/regions/aws-regions`.
 *
 * @alpha
 */
export const partitions: readonly Partition[] = partitionData;

const byRegion = new Map<string, Partition>(
  partitionData.flatMap(partition =>
    partition.regions.map(region => [region, partition] as const),
  ),
);

/** `eusc` of `eusc-de-east-1`. */
function begins(region: string): string {
  return region.slice(0, region.indexOf('-'));
}

/**
 * The partition that a Region belongs to; a Region that is not in the table
 * yet is taken by its form.
 *
 * @alpha
 */
export function partitionOf(region: string): Partition {
  return (
    byRegion.get(region) ??
    partitionData.find(({ pattern }) => new RegExp(pattern).test(region)) ??
    partitionData.find(
      ({ regions }) => begins(regions[0]) === begins(region),
    ) ??
    partitionData[0]
  );
}

/**
 * Whether a Region is in the table.
 *
 * @alpha
 */
export function isRegion(region: string): boolean {
  return byRegion.has(region);
}
