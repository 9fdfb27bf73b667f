import { partitionOf } from '../../template/partitions';
import type { HopRequest, RolePurpose } from '../vocabulary/PipelineLinks';

/**
 * How a role uses the artifacts of one store.
 */
export interface ArtifactUse {
  purpose: RolePurpose;
  /** Names of artifacts that it reads. */
  reads: ReadonlySet<string>;
  /** Names of artifacts that it writes. */
  writes: ReadonlySet<string>;
  /** It looks into the bucket whatever it does with objects. */
  lists?: boolean;
  /** It sets the ACL of what it writes. */
  setsAcl?: boolean;
}

/**
 * A store with everything that its requests name.
 */
export interface ArtifactPlace {
  pipeline: string;
  partition: string;
  region: string;
  bucket: string;
  /** S3 asks the key once for the bucket, and not for each object. */
  usesBucketKey: boolean;
  keyArn?: string;
}

/** Which uses get through without the key, although AWS's page asks for it. */
export interface WithoutKey {
  reads: boolean;
  writes: boolean;
}

interface Needs {
  required?: readonly string[];
  documented?: readonly string[];
}

const readsObjects: Needs = {
  required: ['s3:GetObject'],
  documented: ['s3:GetObjectVersion'],
};

/**
 * Bucket actions for those who read. No run needs them: an artifact is there when
 * somebody is to read it. AWS's pages ask for them all the same, for these roles:
 * `codepipeline/latest/userguide/pipelines-create-cross-account` (action role,
 * instance role), `codebuild/latest/userguide/setting-up-service-role` (build
 * role) and `codepipeline/latest/userguide/how-to-custom-role` (service role).
 */
const readsBucket: Partial<Record<RolePurpose, Needs>> = {
  'service role': { documented: ['s3:GetBucketVersioning'] },
  'action role': { documented: ['s3:ListBucket'] },
  'instance role': { documented: ['s3:ListBucket'] },
};

/**
 * Key actions of `codepipeline/latest/userguide/pipelines-create-cross-account`.
 * S3 asks for `Decrypt` to read and `GenerateDataKey` to write; the others are
 * on the page, and a run that has only these two is known to get through.
 *
 * See `AmazonS3/latest/userguide/UsingKMSEncryption`.
 */
const keyNeeds: Record<'reads' | 'writes', Needs> = {
  reads: { required: ['kms:Decrypt'], documented: ['kms:DescribeKey'] },
  writes: {
    required: ['kms:GenerateDataKey'],
    documented: ['kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  },
};

/**
 * The object under which CodePipeline keeps an artifact: the first twenty
 * characters of the pipeline's name and the first ten of the artifact's.
 */
function objectKey(pipeline: string, artifact: string): string {
  return `${pipeline.slice(0, 20)}/${artifact.slice(0, 10)}/object`;
}

function toRequests(
  resource: string,
  { required = [], documented = [] }: Needs,
  extra?: Pick<HopRequest, 'context' | 'unknownContextKeys' | 'pattern'>,
): HopRequest[] {
  return [
    ...required.map(
      action => ({ action, resource, need: 'required', ...extra } as const),
    ),
    ...documented.map(
      action => ({ action, resource, need: 'documented', ...extra } as const),
    ),
  ];
}

/**
 * What a use of artifacts asks of their bucket. CodePipeline and CodeBuild send
 * the encryption with every upload.
 */
export function bucketRequests(
  place: ArtifactPlace,
  { purpose, reads, writes, lists, setsAcl }: ArtifactUse,
): HopRequest[] {
  const bucket = `arn:${place.partition}:s3:::${place.bucket}`;
  const objectOf = (artifact: string) =>
    `${bucket}/${objectKey(place.pipeline, artifact)}`;
  const uploadContext: Record<string, string> = {
    's3:x-amz-server-side-encryption': 'aws:kms',
  };
  const keyHeader = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  // No page says what stands there for a store that names an alias.
  const isOpen = place.keyArn?.includes(':alias/');
  if (place.keyArn && !isOpen) {
    uploadContext[keyHeader] = place.keyArn;
  }
  const uploads: Needs = {
    required: setsAcl ? ['s3:PutObject', 's3:PutObjectAcl'] : ['s3:PutObject'],
  };
  const looks: Needs = lists
    ? { required: ['s3:ListBucket'] }
    : (reads.size > 0 && readsBucket[purpose]) || {};
  return [
    ...[...reads].flatMap(name =>
      toRequests(objectOf(name), readsObjects, { pattern: `${bucket}/*` }),
    ),
    ...[...writes].flatMap(name =>
      toRequests(objectOf(name), uploads, {
        pattern: `${bucket}/*`,
        context: uploadContext,
        unknownContextKeys: ['s3:x-amz-acl', ...(isOpen ? [keyHeader] : [])],
      }),
    ),
    ...toRequests(bucket, looks, { unknownContextKeys: ['s3:prefix'] }),
  ];
}

/**
 * What a use of artifacts asks of their key, on the way through S3.
 *
 * See `kms/latest/developerguide/conditions-kms`,
 * `AmazonS3/latest/userguide/UsingKMSEncryption` (encryption context) and
 * `AmazonS3/latest/userguide/bucket-key`.
 */
export function keyRequests(
  place: ArtifactPlace & { keyArn: string },
  { reads, writes }: ArtifactUse,
  without?: WithoutKey,
): HopRequest[] {
  const needed = (use: 'reads' | 'writes'): Needs => {
    const { required = [], documented = [] } = keyNeeds[use];
    return without?.[use]
      ? { documented: [...required, ...documented] }
      : keyNeeds[use];
  };
  const suffix = partitionOf(place.region).urlSuffix;
  const bucket = `arn:${place.partition}:s3:::${place.bucket}`;
  const alias = place.keyArn.indexOf(':alias/');
  // What is written names its key as the store does, what is read the key itself.
  const named: Record<string, string> =
    alias < 0 ? {} : { 'kms:RequestAlias': place.keyArn.slice(alias + 1) };
  const viaS3 = (artifact: string, naming: Record<string, string> = {}) => ({
    context: {
      ...naming,
      'kms:ViaService': `s3.${place.region}.${suffix}`,
      'kms:EncryptionContext:aws:s3:arn': place.usesBucketKey
        ? bucket
        : `${bucket}/${objectKey(place.pipeline, artifact)}`,
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
    },
  });
  return [
    ...[...reads].flatMap(name =>
      toRequests(place.keyArn, needed('reads'), viaS3(name)),
    ),
    ...[...writes].flatMap(name =>
      toRequests(place.keyArn, needed('writes'), viaS3(name, named)),
    ),
  ];
}
