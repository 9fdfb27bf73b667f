import * as z from 'zod';
import { say } from '../../report';
import { bucketName } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { text } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, type Provider } from '../Provider';
import { namesBucket } from '../namesBucket';
import { s3KeyCall } from '../s3KeyCall';
import { detectChanges, type SourceKind } from './SourceKind';

export const sourceS3: Provider = {
  kinds: ['Source/S3'],
  page: 'codepipeline/latest/userguide/action-reference-S3',
  settings: ['S3Bucket', 'S3ObjectKey'],
  artifacts: { writes: true },
  calls(place) {
    const { configuration, partition, account, region, resources } = place;
    const { S3Bucket: bucket = '*', S3ObjectKey = '*' } = configuration;
    const arn = `arn:${partition}:s3:::${bucket}`;
    const keyArn = resources.bucketKey?.(bucket);
    return [
      {
        gate: 'enter',
        says: caller => say('call.read-source', { caller, bucket }),
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
            s3KeyCall(place, {
              keyArn,
              bucket,
              object: S3ObjectKey,
              action: 'kms:Decrypt',
              gate: 'enter',
              says: (caller, key) =>
                say('call.decrypt-source', { caller, key }),
            }),
          ]
        : []),
    ];
  },
  names(place) {
    const { S3Bucket: bucket, S3ObjectKey: key } = place.configuration;
    return namesBucket(place, bucket, 'enter').flatMap(thing => [
      thing,
      ...(key
        ? [
            {
              ...thing,
              type: 'object' as const,
              name: `object ${key} in bucket ${bucket}`,
              id: `arn:${place.partition}:s3:::${bucket}/${key}`,
              bucket,
            },
          ]
        : []),
    ]);
  },
  versionedBucket: ({ configuration }) => configuration.S3Bucket,
  reachesBucket: ({ configuration }) => configuration.S3Bucket,
};

export const s3SourceSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('S3')
      .describe('A zip object in a bucket of the pipeline account'),
    bucket: bucketName.describe(
      'Bucket with versioning, in the pipeline account',
    ),
    objectKey: text({ max: 1000 }).describe('Key of the zip object'),
    detectChanges,
  }),
);

/**
 * @public
 */
export type S3SourceSpec = z.output<typeof s3SourceSchema>;

export const s3Source: SourceKind<S3SourceSpec> = {
  revision: { type: 'S3_OBJECT_VERSION_ID', variable: 'VersionId' },
  detection: source => source.detectChanges ?? 'polling',
  eventPattern: ({ bucket, objectKey }) => ({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [bucket] }, object: { key: [objectKey] } },
  }),
  uses: ({ bucket }, { partition }) => [`arn:${partition}:s3:::${bucket}`],
};
