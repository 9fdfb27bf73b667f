import { randomBytes, randomUUID } from 'node:crypto';
import type { World } from '../world/World';
import type { KeyRecord } from './KmsState';

const ALIAS = 'alias/aws/s3';

/**
 * The account's AWS managed key for S3: everybody in the account may use it
 * through S3, nobody outside, and its policy cannot be changed.
 */
export function awsManagedS3Key(
  world: World,
  account: string,
  region: string,
): KeyRecord {
  const { kms } = world.account(account).region(region);
  const known = kms.keys.get(kms.aliases.get(ALIAS) ?? '');
  if (known) {
    return known;
  }
  const id = randomUUID();
  const key: KeyRecord = {
    id,
    arn: `arn:aws:kms:${region}:${account}:key/${id}`,
    account,
    region,
    createdAt: new Date(),
    manager: 'AWS',
    description:
      'Default key that protects my S3 objects when no other key is defined',
    state: 'Enabled',
    policy: {
      Version: '2012-10-17',
      Id: 'auto-s3-2',
      Statement: [
        {
          Sid: 'Allow access through S3 for all principals in the account that are authorized to use S3',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'kms:Encrypt',
            'kms:Decrypt',
            'kms:ReEncrypt*',
            'kms:GenerateDataKey*',
            'kms:DescribeKey',
          ],
          Resource: '*',
          Condition: {
            StringEquals: {
              'kms:ViaService': `s3.${region}.amazonaws.com`,
              'kms:CallerAccount': account,
            },
          },
        },
        {
          Sid: 'Allow direct access to key metadata to the account',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
          Resource: '*',
        },
      ],
    },
    rotation: true,
    grants: [],
    tags: {},
    material: randomBytes(32),
  };
  kms.keys.set(id, key);
  kms.aliases.set(ALIAS, id);
  return key;
}
