import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  isRegion,
  partitionOf,
  partitions,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

interface SdkPartition {
  id: string;
  regionRegex: string;
  regions: Record<string, unknown>;
  outputs: { dnsSuffix: string };
}

const generated = resolve(
  __dirname,
  '../../../cross-account-pipelines-core/src/template/partitionData.ts',
);

/** The table that the AWS SDK finds its endpoints by. */
function sdkPartitions(): SdkPartition[] {
  const core = dirname(require.resolve('@aws-sdk/core/package.json'));
  const text = readFileSync(
    join(
      core,
      'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
    ),
    'utf8',
  );
  const [, json] = /partitionsInfo = (\{[\s\S]*?\n\});/.exec(text)!;
  return JSON.parse(json).partitions;
}

function dataFrom(found: SdkPartition[]): string {
  const data = found.map(({ id, regionRegex, regions, outputs }) => ({
    id,
    urlSuffix: outputs.dnsSuffix,
    pattern: regionRegex,
    // A name for all of a partition is no Region.
    regions: Object.keys(regions)
      .filter(region => new RegExp(regionRegex).test(region))
      .sort(),
  }));
  return `/**
 * The partitions and Regions that the AWS SDK knows. Generated:
 * \`UPDATE_PARTITIONS=1\` with the tests of \`src/reference\` of the node package.
 */
export const partitionData = ${JSON.stringify(data, null, 2)} as const;
`;
}

describe('partitions and Regions', () => {
  it('are those of the AWS SDK that is installed', () => {
    const data = dataFrom(sdkPartitions());
    if (process.env.UPDATE_PARTITIONS) {
      writeFileSync(generated, data);
    }
    expect(readFileSync(generated, 'utf8')).toBe(data);
  });

  it('say of each Region what the SDK says', () => {
    const known = sdkPartitions().flatMap(({ id, regions, outputs }) =>
      Object.keys(regions)
        .filter(region => !region.endsWith('-global'))
        .map(region => [region, id, outputs.dnsSuffix]),
    );
    expect(known.length).toBeGreaterThan(40);
    expect(
      known.map(([region]) => {
        const { id, urlSuffix } = partitionOf(region);
        return [isRegion(region) && region, id, urlSuffix];
      }),
    ).toEqual(known);
  });

  it('tell the European Sovereign Cloud apart', () => {
    expect(partitionOf('eusc-de-east-1')).toMatchObject({
      id: 'aws-eusc',
      urlSuffix: 'amazonaws.eu',
    });
  });

  it.each([
    ['eu-west-9', 'aws'],
    ['eusc-fr-west-1', 'aws-eusc'],
    ['cn-south-1', 'aws-cn'],
    ['us-gov-north-1', 'aws-us-gov'],
    ['us-isob-west-9', 'aws-iso-b'],
    ['nowhere', 'aws'],
  ])('take %s, which is not in the table, for one of %s', (region, id) => {
    expect(isRegion(region)).toBe(false);
    expect(partitionOf(region).id).toBe(id);
  });

  it('name no partition for all Regions', () => {
    expect(partitions.flatMap(({ regions }) => [...regions])).not.toContain(
      'aws-global',
    );
  });
});
