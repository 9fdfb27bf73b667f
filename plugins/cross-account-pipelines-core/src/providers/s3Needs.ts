import { partitionOf } from '../template';
import { shortName } from '../pipeline/vocabulary/parseArn';
import {
  requestsOn,
  type ActionPlace,
  type ProviderCall,
  type ProviderNeeds,
} from './ProviderNeeds';

/** What S3 asks of the bucket's own key. `AmazonS3/latest/userguide/UsingKMSEncryption` */
function keyCall(
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

export const s3SourceNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-S3',
  artifacts: { writes: true },
  calls(place) {
    const { configuration, partition, account, region, resources } = place;
    const { S3Bucket: bucket = '*', S3ObjectKey = '*' } = configuration;
    const arn = `arn:${partition}:s3:::${bucket}`;
    const keyArn = resources.bucketKey?.(bucket);
    return [
      {
        gate: 'enter',
        sentence: `may read the source in bucket ${bucket}`,
        target: {
          type: 'bucket',
          name: bucket,
          arn,
          account: resources.bucketOwner?.(bucket) ?? account,
          region,
          purpose: 'source bucket',
        },
        requests: [
          ...requestsOn(`${arn}/${S3ObjectKey}`, {
            required: ['s3:GetObject', 's3:GetObjectVersion'],
          }),
          ...requestsOn(arn, { required: ['s3:GetBucketVersioning'] }),
        ],
      },
      ...(keyArn
        ? [
            keyCall(place, {
              keyArn,
              bucket,
              object: S3ObjectKey,
              action: 'kms:Decrypt',
              gate: 'enter',
              sentence: 'may decrypt the source',
            }),
          ]
        : []),
    ];
  },
};

export const s3DeployNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-S3Deploy',
  artifacts: { reads: true },
  calls(place) {
    const { configuration, partition, account, region, resources } = place;
    const { BucketName = '*', CannedACL, KMSEncryptionKeyARN } = configuration;
    const keyArn = KMSEncryptionKeyARN ?? resources.bucketKey?.(BucketName);
    const objects = `arn:${partition}:s3:::${BucketName}/*`;
    const context: Record<string, string> = {};
    if (CannedACL) {
      context['s3:x-amz-acl'] = CannedACL;
    }
    if (KMSEncryptionKeyARN) {
      context['s3:x-amz-server-side-encryption'] = 'aws:kms';
      context['s3:x-amz-server-side-encryption-aws-kms-key-id'] =
        KMSEncryptionKeyARN;
    }
    return [
      {
        sentence: `may write to bucket ${BucketName}`,
        target: {
          type: 'bucket',
          name: BucketName,
          arn: `arn:${partition}:s3:::${BucketName}`,
          account: resources.bucketOwner?.(BucketName) ?? account,
          region,
          purpose: 'destination bucket',
        },
        requests: requestsOn(
          objects,
          {
            required: CannedACL
              ? ['s3:PutObject', 's3:PutObjectAcl']
              : ['s3:PutObject'],
          },
          { context },
        ),
      },
      ...(keyArn
        ? [
            keyCall(place, {
              keyArn,
              bucket: BucketName,
              object: 'object',
              action: 'kms:GenerateDataKey',
              gate: 'deploy',
              sentence: `may encrypt what it writes to bucket ${BucketName}`,
            }),
          ]
        : []),
    ];
  },
  writesTo({ configuration }) {
    return configuration.BucketName
      ? { bucket: configuration.BucketName, cannedAcl: configuration.CannedACL }
      : undefined;
  },
};
