import type { Words } from '../report';
import { partitionOf } from '../template/partitions';
import { shortName } from '../pipeline/vocabulary/parseArn';
import { requestsOn, type ActionPlace, type ProviderCall } from './Provider';

/** What S3 asks of the bucket's own key. `AmazonS3/latest/userguide/UsingKMSEncryption` */
export function s3KeyCall(
  { partition, region, resources }: ActionPlace,
  options: {
    keyArn: string;
    bucket: string;
    object: string;
    action: string;
    gate: 'enter' | 'deploy';
    says(caller: string, key: string): Words;
  },
): ProviderCall {
  const { keyArn, bucket, object, action, gate, says } = options;
  const encrypted = resources.usesBucketKey?.(bucket)
    ? bucket
    : `${bucket}/${object}`;
  return {
    gate,
    says: caller => says(caller, shortName(keyArn)),
    target: { type: 'key', arn: keyArn },
    requests: requestsOn(
      keyArn,
      { required: [action] },
      {
        context: {
          'kms:ViaService': `s3.${region}.${partitionOf(region).urlSuffix}`,
          'kms:EncryptionContext:aws:s3:arn': `arn:${partition}:s3:::${encrypted}`,
          'kms:EncryptionContextKeys': ['aws:s3:arn'],
          'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
        },
      },
    ),
  };
}
