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
    sentence: string;
  },
): ProviderCall {
  const { keyArn, bucket, object, action, gate, sentence } = options;
  const encrypted = resources.usesBucketKey?.(bucket)
    ? bucket
    : `${bucket}/${object}`;
  return {
    gate,
    sentence: `${sentence} with key ${shortName(keyArn)}`,
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
