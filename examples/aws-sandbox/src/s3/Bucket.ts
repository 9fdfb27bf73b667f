export type ObjectOwnership =
  | 'BucketOwnerEnforced'
  | 'BucketOwnerPreferred'
  | 'ObjectWriter';

export interface BucketEncryption {
  algorithm: 'AES256' | 'aws:kms';
  /** As it was given: ARN, id or alias; absent: the AWS managed key. */
  keyId?: string;
  bucketKeyEnabled: boolean;
}

export interface PublicAccessBlock {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
}

export interface StoredObject {
  key: string;
  /** `null` until versioning is on. */
  versionId: string;
  body: Buffer;
  etag: string;
  lastModified: Date;
  contentType?: string;
  metadata: Record<string, string>;
  /** Further headers as they came: `cache-control` and the like. */
  cacheControl?: string;
  acl?: string;
  /** The account that owns the object. */
  owner: string;
  encryption: {
    algorithm: 'AES256' | 'aws:kms';
    keyArn?: string;
    bucketKeyEnabled: boolean;
  };
  isDeleteMarker: boolean;
}

export interface Bucket {
  name: string;
  /** The owner: twelve digits. */
  account: string;
  region: string;
  createdAt: Date;
  /** With unique ids in place of ARNs. */
  policy?: unknown;
  encryption: BucketEncryption;
  versioning?: 'Enabled' | 'Suspended';
  ownership: ObjectOwnership;
  publicAccessBlock: PublicAccessBlock;
  /** Where S3 writes down who used it. */
  logging?: { bucket: string; prefix: string };
  tags: Record<string, string>;
  lifecycleRules: object[];
  /** Versions by key, the latest first. */
  objects: Map<string, StoredObject[]>;
}
