import * as z from 'zod';
import { say } from '../../report';
import { bucketName, keyArn } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { text } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, type Provider } from '../Provider';
import { namesBucket } from '../namesBucket';
import { s3KeyCall } from '../s3KeyCall';
import { uniqueBy, type TargetKind } from './TargetKind';

export const deployS3: Provider = {
  kinds: ['Deploy/S3'],
  page: 'codepipeline/latest/userguide/action-reference-S3Deploy',
  settings: ['BucketName', 'Extract'],
  artifacts: { reads: true },
  calls(place) {
    const { configuration, partition, account, region, resources } = place;
    const { BucketName = '*', CannedACL, KMSEncryptionKeyARN } = configuration;
    const usedKey = KMSEncryptionKeyARN ?? resources.bucketKey?.(BucketName);
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
        says: caller =>
          say('call.write-to-bucket', { caller, bucket: BucketName }),
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
      ...(usedKey
        ? [
            s3KeyCall(place, {
              keyArn: usedKey,
              bucket: BucketName,
              object: 'object',
              action: 'kms:GenerateDataKey',
              gate: 'deploy',
              says: (caller, key) =>
                say('call.encrypt-for-bucket', {
                  caller,
                  bucket: BucketName,
                  key,
                }),
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
  reachesBucket: ({ configuration }) => configuration.BucketName,
  names: place => namesBucket(place, place.configuration.BucketName, 'deploy'),
};

export const s3DeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z
        .literal('S3')
        .describe('Files for a bucket that the target account owns'),
      bucket: bucketName.describe('Name of the bucket'),
      create: z.boolean().describe('Make the bucket').optional(),
      extract: z
        .boolean()
        .describe('Unpack the artifact. Default true')
        .optional(),
      objectKey: text({ max: 800 })
        .describe(
          'Where to put it: the folder with extract, the object without',
        )
        .optional(),
      cacheControl: text({ max: 200 })
        .describe('Cache-Control of the objects, such as max-age=300')
        .optional(),
      ownership: z
        .enum(
          ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'],
          'must be BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter',
        )
        .describe("The bucket's object ownership. Default BucketOwnerEnforced")
        .optional(),
      keyArn: keyArn
        .describe("ARN of the bucket's own key, in the target account")
        .optional(),
    })
    .refine(
      ({ extract, objectKey }) => extract !== false || objectKey !== undefined,
      { path: ['objectKey'], message: 'is needed without extract' },
    ),
);

/**
 * Files for a bucket that the target account owns.
 *
 * @public
 */
export type S3DeploySpec = z.output<typeof s3DeploySchema>;

/** Where ACLs are on, an object belongs to whoever put it unless it says so. */
function setsAcl({ ownership }: S3DeploySpec): boolean {
  return ownership !== undefined && ownership !== 'BucketOwnerEnforced';
}

export const s3Target: TargetKind<S3DeploySpec> = {
  category: 'Deploy',
  provider: 'S3',
  thing: ({ bucket }) => bucket,
  writes: ({ bucket, objectKey }) => ({
    field: 'bucket',
    name: [bucket, objectKey].filter(Boolean).join('/'),
  }),
  arns: deploy => [[deploy.keyArn, ['keyArn']]],
  uses: (deploy, { partition }) => [
    ...(deploy.create ? [] : [`arn:${partition}:s3:::${deploy.bucket}`]),
    ...(deploy.keyArn ? [deploy.keyArn] : []),
  ],
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        BucketName: deploy.bucket,
        Extract: String(deploy.extract ?? true),
        ObjectKey: deploy.objectKey,
        CacheControl: deploy.cacheControl,
        // H9: where ACLs are on, objects have to be given to the owner.
        CannedACL: setsAcl(deploy) ? 'bucket-owner-full-control' : undefined,
        KMSEncryptionKeyARN: deploy.keyArn,
      },
    },
  ],
  makes: ({ create, bucket }) => (create ? [bucket] : []),
  context: deploys => ({
    buckets: uniqueBy(deploys, ({ bucket }) => bucket).map((deploy, index) => ({
      id: String(index + 1),
      name: deploy.bucket,
      create: deploy.create ?? false,
      ownership: deploy.ownership ?? 'BucketOwnerEnforced',
      setsAcl: setsAcl(deploy),
      keyArn: deploy.keyArn,
      // S3 takes such a name in that namespace alone, and no other there.
      namespace: deploy.bucket.endsWith('-an') ? 'account-regional' : undefined,
    })),
  }),
};
