/**
 * A group of Regions with accounts and ARNs of its own.
 *
 * See `whitepapers/latest/aws-fault-isolation-boundaries/partitions`.
 *
 * @public
 */
export interface Partition {
  /** As ARNs spell it. */
  id: 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';
  urlSuffix: string;
  regions: readonly string[];
}

/**
 * The partitions with the Regions that CodePipeline and CloudFormation run in.
 *
 * See `global-infrastructure/latest/regions/aws-regions`.
 *
 * @public
 */
export const partitions: readonly [Partition, Partition, Partition, Partition] =
  [
    {
      id: 'aws',
      urlSuffix: 'amazonaws.com',
      regions: [
        'af-south-1',
        'ap-east-1',
        'ap-east-2',
        'ap-northeast-1',
        'ap-northeast-2',
        'ap-northeast-3',
        'ap-south-1',
        'ap-south-2',
        'ap-southeast-1',
        'ap-southeast-2',
        'ap-southeast-3',
        'ap-southeast-4',
        'ap-southeast-5',
        'ap-southeast-6',
        'ap-southeast-7',
        'ca-central-1',
        'ca-west-1',
        'eu-central-1',
        'eu-central-2',
        'eu-north-1',
        'eu-south-1',
        'eu-south-2',
        'eu-west-1',
        'eu-west-2',
        'eu-west-3',
        'il-central-1',
        'me-central-1',
        'me-south-1',
        'mx-central-1',
        'sa-east-1',
        'us-east-1',
        'us-east-2',
        'us-west-1',
        'us-west-2',
      ],
    },
    {
      id: 'aws-cn',
      urlSuffix: 'amazonaws.com.cn',
      regions: ['cn-north-1', 'cn-northwest-1'],
    },
    {
      id: 'aws-us-gov',
      urlSuffix: 'amazonaws.com',
      regions: ['us-gov-east-1', 'us-gov-west-1'],
    },
    {
      id: 'aws-eusc',
      urlSuffix: 'amazonaws.eu',
      regions: ['eusc-de-east-1'],
    },
  ];

/**
 * The partition that a Region belongs to; a Region that is not in the table
 * yet is taken by its prefix.
 *
 * @public
 */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) {
    return partitions[1];
  }
  if (region.startsWith('eusc-')) {
    return partitions[3];
  }
  return region.startsWith('us-gov-') ? partitions[2] : partitions[0];
}

/**
 * Whether a Region is in the table.
 *
 * @public
 */
export function isRegion(region: string): boolean {
  return partitions.some(({ regions }) => regions.includes(region));
}
