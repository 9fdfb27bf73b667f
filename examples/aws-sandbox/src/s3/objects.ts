import { createHash } from 'node:crypto';
import type {
  CopyObjectOutput,
  CopyObjectRequest,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { randomLetters } from '../world/identifiers';
import { logAccess } from './accessLogs';
import { authorizeS3, requireBucket } from './authorizeS3';
import type { Bucket, StoredObject } from './Bucket';
import { invalidArgument, noSuchKey } from './errors';
import { keyForWriting, openForReading } from './objectKey';

/** Versions of one object; the oldest make room. */
const MAX_VERSIONS = 50;
/** Objects in one bucket. */
const MAX_OBJECTS = 5_000;
/** Bytes in one bucket, of all versions. */
const MAX_BYTES = 200_000_000;

type ObjectToWrite = Omit<PutObjectRequest, 'Body'> & { Body?: Buffer };

function latest(bucket: Bucket, key: string): StoredObject | undefined {
  const [newest] = bucket.objects.get(key) ?? [];
  return newest?.isDeleteMarker ? undefined : newest;
}

function findVersion(
  bucket: Bucket,
  key: string,
  versionId?: string,
): StoredObject | undefined {
  return versionId === undefined
    ? latest(bucket, key)
    : bucket.objects.get(key)?.find(each => each.versionId === versionId);
}

function bytesOf(bucket: Bucket): number {
  let bytes = 0;
  for (const versions of bucket.objects.values()) {
    for (const { body } of versions) {
      bytes += body.length;
    }
  }
  return bytes;
}

function store(bucket: Bucket, object: StoredObject): void {
  const versions = bucket.objects.get(object.key) ?? [];
  if (
    (versions.length === 0 && bucket.objects.size >= MAX_OBJECTS) ||
    bytesOf(bucket) + object.body.length > MAX_BYTES
  ) {
    throw new ServiceError(
      'ServiceUnavailable',
      `The sandbox keeps at most ${MAX_OBJECTS} objects and ${MAX_BYTES} bytes in a bucket`,
      { status: 503 },
    );
  }
  const older =
    bucket.versioning === 'Enabled'
      ? versions
      : versions.filter(({ versionId }) => versionId !== 'null');
  bucket.objects.set(object.key, [object, ...older].slice(0, MAX_VERSIONS));
}

const newVersionId = (bucket: Bucket) =>
  bucket.versioning === 'Enabled' ? randomLetters(32) : 'null';

/** What the request asks for, else what the bucket does by default. */
function encryptionOf(
  call: Call,
  bucket: Bucket,
  input: ObjectToWrite,
): StoredObject['encryption'] {
  const asked = input.ServerSideEncryption;
  if (asked !== undefined && asked !== 'AES256' && asked !== 'aws:kms') {
    throw invalidArgument('The encryption method specified is not supported');
  }
  const algorithm = asked ?? bucket.encryption.algorithm;
  if (algorithm === 'AES256') {
    return { algorithm, bucketKeyEnabled: false };
  }
  const bucketKeyEnabled =
    input.BucketKeyEnabled ?? bucket.encryption.bucketKeyEnabled;
  const key = keyForWriting(call, {
    bucket,
    key: input.Key!,
    keyId: input.SSEKMSKeyId ?? (asked ? undefined : bucket.encryption.keyId),
    bucketKeyEnabled,
  });
  return { algorithm, keyArn: key.arn, bucketKeyEnabled };
}

function checkAcl(bucket: Bucket, acl?: string): void {
  if (
    acl !== undefined &&
    acl !== 'bucket-owner-full-control' &&
    bucket.ownership === 'BucketOwnerEnforced'
  ) {
    throw new ServiceError(
      'AccessControlListNotSupported',
      'The bucket does not allow ACLs',
    );
  }
}

/** See `AmazonS3/latest/userguide/about-object-ownership`. */
function ownerOf(call: Call, bucket: Bucket, acl?: string): string {
  const given =
    bucket.ownership === 'BucketOwnerEnforced' ||
    (bucket.ownership === 'BucketOwnerPreferred' &&
      acl === 'bucket-owner-full-control');
  return given ? bucket.account : call.caller.account;
}

function writeContext(input: ObjectToWrite) {
  return {
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
    's3:x-amz-acl': input.ACL,
    's3:x-amz-storage-class': input.StorageClass,
  };
}

export function putObject(call: Call, input: ObjectToWrite): PutObjectOutput {
  const bucket = requireBucket(call, input.Bucket!);
  const key = input.Key!;
  const context = writeContext(input);
  authorizeS3(call, 'PutObject', bucket, { key, context });
  if (input.ACL !== undefined) {
    authorizeS3(call, 'PutObjectAcl', bucket, { key, context });
  }
  checkAcl(bucket, input.ACL);
  const body = input.Body ?? Buffer.alloc(0);
  const object: StoredObject = {
    key,
    versionId: newVersionId(bucket),
    body,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    lastModified: new Date(),
    contentType: input.ContentType,
    metadata: input.Metadata ?? {},
    cacheControl: input.CacheControl,
    acl: input.ACL,
    owner: ownerOf(call, bucket, input.ACL),
    encryption: encryptionOf(call, bucket, input),
    isDeleteMarker: false,
  };
  store(bucket, object);
  call.world.announceObject(bucket.name, key);
  logAccess(call, bucket, { operation: 'REST.PUT.OBJECT', key }, putObject);
  return {
    ETag: object.etag,
    VersionId: bucket.versioning ? object.versionId : undefined,
    ServerSideEncryption: object.encryption.algorithm,
    SSEKMSKeyId: object.encryption.keyArn,
  };
}

/**
 * Finds an object that the caller may read, decrypted.
 *
 * S3 says 404 only to those who may list the bucket; to others it says 403.
 */
function readable(
  call: Call,
  input: { Bucket?: string; Key?: string; VersionId?: string },
): { bucket: Bucket; object: StoredObject } {
  const bucket = requireBucket(call, input.Bucket!);
  const key = input.Key!;
  const object = findVersion(bucket, key, input.VersionId);
  authorizeS3(
    call,
    input.VersionId ? 'GetObjectVersion' : 'GetObject',
    bucket,
    {
      key,
      object,
    },
  );
  if (!object || object.isDeleteMarker) {
    authorizeS3(call, 'ListBucket', bucket, { context: { 's3:prefix': key } });
    throw noSuchKey(key);
  }
  const { keyArn, bucketKeyEnabled } = object.encryption;
  if (keyArn !== undefined) {
    openForReading(call, { bucket, key, keyArn, bucketKeyEnabled });
  }
  logAccess(call, bucket, { operation: 'REST.GET.OBJECT', key }, putObject);
  return { bucket, object };
}

function describe(bucket: Bucket, object: StoredObject): HeadObjectOutput {
  return {
    ContentLength: object.body.length,
    ContentType: object.contentType ?? 'binary/octet-stream',
    CacheControl: object.cacheControl,
    ETag: object.etag,
    LastModified: object.lastModified,
    Metadata: object.metadata,
    VersionId: bucket.versioning ? object.versionId : undefined,
    ServerSideEncryption: object.encryption.algorithm,
    SSEKMSKeyId: object.encryption.keyArn,
    BucketKeyEnabled: object.encryption.bucketKeyEnabled || undefined,
  };
}

export function getObject(
  call: Call,
  input: GetObjectRequest,
): HeadObjectOutput & { Body: Buffer } {
  const { bucket, object } = readable(call, input);
  return { ...describe(bucket, object), Body: object.body };
}

export function headObject(
  call: Call,
  input: HeadObjectRequest,
): HeadObjectOutput {
  const { bucket, object } = readable(call, input);
  return describe(bucket, object);
}

export function copyObject(
  call: Call,
  input: CopyObjectRequest,
): CopyObjectOutput {
  const source = decodeURIComponent(input.CopySource!).replace(/^\//, '');
  const [path, versionId] = source.split('?versionId=');
  const slash = path.indexOf('/');
  const { object } = readable(call, {
    Bucket: path.slice(0, slash),
    Key: path.slice(slash + 1),
    VersionId: versionId,
  });
  const { MetadataDirective, CopySource, ...target } = input;
  const written = putObject(call, {
    ...(target as ObjectToWrite),
    Body: object.body,
    ContentType: input.ContentType ?? object.contentType,
    Metadata:
      MetadataDirective === 'REPLACE' ? input.Metadata : object.metadata,
  });
  return {
    CopyObjectResult: { ETag: written.ETag, LastModified: new Date() },
    VersionId: written.VersionId,
    ServerSideEncryption: written.ServerSideEncryption,
    SSEKMSKeyId: written.SSEKMSKeyId,
  };
}

export function deleteObject(
  call: Call,
  input: DeleteObjectRequest,
): DeleteObjectOutput {
  const bucket = requireBucket(call, input.Bucket!);
  const key = input.Key!;
  const versions = bucket.objects.get(key) ?? [];
  authorizeS3(
    call,
    input.VersionId ? 'DeleteObjectVersion' : 'DeleteObject',
    bucket,
    { key },
  );
  logAccess(call, bucket, { operation: 'REST.DELETE.OBJECT', key }, putObject);
  if (bucket.versioning === 'Enabled' && input.VersionId === undefined) {
    const marker: StoredObject = {
      key,
      versionId: newVersionId(bucket),
      body: Buffer.alloc(0),
      etag: '',
      lastModified: new Date(),
      metadata: {},
      owner: bucket.account,
      encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
      isDeleteMarker: true,
    };
    store(bucket, marker);
    return { DeleteMarker: true, VersionId: marker.versionId };
  }
  const left = versions.filter(
    ({ versionId }) => versionId !== (input.VersionId ?? 'null'),
  );
  if (left.length > 0) {
    bucket.objects.set(key, left);
  } else {
    bucket.objects.delete(key);
  }
  return { VersionId: input.VersionId };
}

export function deleteObjects(
  call: Call,
  input: DeleteObjectsRequest,
): DeleteObjectsOutput {
  const output: Required<Pick<DeleteObjectsOutput, 'Deleted' | 'Errors'>> = {
    Deleted: [],
    Errors: [],
  };
  for (const { Key, VersionId } of input.Delete!.Objects!) {
    try {
      deleteObject(call, { Bucket: input.Bucket, Key, VersionId });
      output.Deleted.push({ Key, VersionId });
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        throw error;
      }
      output.Errors.push({ Key, Code: error.code, Message: error.message });
    }
  }
  return output;
}
