import type {
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
} from '@aws-sdk/client-s3';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { authorizeS3, requireBucket } from './authorizeS3';
import type { Bucket, StoredObject } from './Bucket';

const PAGE = 1_000;

interface Listing {
  objects: StoredObject[];
  prefixes: string[];
}

function list(
  bucket: Bucket,
  options: { prefix?: string; delimiter?: string },
): Listing {
  const { prefix = '', delimiter } = options;
  const prefixes = new Set<string>();
  const objects: StoredObject[] = [];
  const keys = [...bucket.objects.keys()]
    .filter(key => key.startsWith(prefix))
    .sort();
  for (const key of keys) {
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const [object] = bucket.objects.get(key)!;
    if (object.isDeleteMarker) {
      continue;
    }
    if (end >= 0) {
      prefixes.add(key.slice(0, end + delimiter!.length));
    } else {
      objects.push(object);
    }
  }
  return { objects, prefixes: [...prefixes] };
}

function authorizeListing(
  call: Call,
  bucket: Bucket,
  input: { Prefix?: string; Delimiter?: string; MaxKeys?: number },
  action = 'ListBucket',
) {
  authorizeS3(call, action, bucket, {
    context: {
      's3:prefix': input.Prefix ?? '',
      's3:delimiter': input.Delimiter,
      's3:max-keys': input.MaxKeys?.toString(),
    },
  });
}

function describe(object: StoredObject) {
  return {
    Key: object.key,
    LastModified: object.lastModified,
    ETag: object.etag,
    Size: object.body.length,
    StorageClass: 'STANDARD' as const,
  };
}

export function listObjectsV2(
  call: Call,
  input: ListObjectsV2Request,
): ListObjectsV2Output {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeListing(call, bucket, input);
  const { objects, prefixes } = list(bucket, {
    prefix: input.Prefix,
    delimiter: input.Delimiter,
  });
  const { page, next } = paginate(objects, {
    token: input.ContinuationToken,
    size: input.MaxKeys,
    defaultSize: PAGE,
  });
  return {
    Name: bucket.name,
    Prefix: input.Prefix ?? '',
    Delimiter: input.Delimiter,
    MaxKeys: input.MaxKeys ?? PAGE,
    KeyCount: page.length + prefixes.length,
    IsTruncated: next !== undefined,
    NextContinuationToken: next,
    Contents: page.map(describe),
    CommonPrefixes: prefixes.map(Prefix => ({ Prefix })),
  };
}

export function listObjects(
  call: Call,
  input: ListObjectsRequest,
): ListObjectsOutput {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeListing(call, bucket, input);
  const { objects, prefixes } = list(bucket, {
    prefix: input.Prefix,
    delimiter: input.Delimiter,
  });
  const start = objects.findIndex(({ key }) => key > (input.Marker ?? ''));
  const left = start < 0 ? [] : objects.slice(start);
  const page = left.slice(0, input.MaxKeys ?? PAGE);
  return {
    Name: bucket.name,
    Prefix: input.Prefix ?? '',
    Marker: input.Marker ?? '',
    MaxKeys: input.MaxKeys ?? PAGE,
    IsTruncated: page.length < left.length,
    Contents: page.map(describe),
    CommonPrefixes: prefixes.map(Prefix => ({ Prefix })),
  };
}

export function listObjectVersions(
  call: Call,
  input: ListObjectVersionsRequest,
): ListObjectVersionsOutput {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeListing(call, bucket, input, 'ListBucketVersions');
  const all = [...bucket.objects.values()]
    .filter(([{ key }]) => key.startsWith(input.Prefix ?? ''))
    .flatMap(versions =>
      versions.map((object, index) => ({ object, isLatest: index === 0 })),
    );
  return {
    Name: bucket.name,
    Prefix: input.Prefix ?? '',
    IsTruncated: false,
    Versions: all
      .filter(({ object }) => !object.isDeleteMarker)
      .map(({ object, isLatest }) => ({
        ...describe(object),
        VersionId: object.versionId,
        IsLatest: isLatest,
      })),
    DeleteMarkers: all
      .filter(({ object }) => object.isDeleteMarker)
      .map(({ object, isLatest }) => ({
        Key: object.key,
        VersionId: object.versionId,
        IsLatest: isLatest,
        LastModified: object.lastModified,
      })),
  };
}
