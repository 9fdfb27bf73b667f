/*
 * Actions of S3 by what they are on, as of September 2026.
 * service-authorization/latest/reference/list_amazons3
 */

/** On objects: `arn:aws:s3:::bucket/*`. */
export const s3ObjectActions = actionsOf({
  Abort: 'MultipartUpload',
  Bypass: 'GovernanceRetention',
  'Delete Get Put Replicate Restore': 'Object',
  'Delete Get Put Replicate': 'ObjectAnnotation',
  'Delete Get Put':
    'ObjectTagging ObjectVersionAnnotation ObjectVersionTagging',
  'Delete Get': 'ObjectVersion',
  'Get Put': 'ObjectAcl ObjectLegalHold ObjectRetention ObjectVersionAcl',
  Get: `ObjectAttributes ObjectTorrent ObjectVersionAnnotationForReplication
  ObjectVersionAttributes ObjectVersionForReplication ObjectVersionTorrent`,
  Initiate: 'Replication',
  List: `MultipartUploadParts ObjectAnnotations ObjectVersionAnnotations`,
  Object: 'OwnerOverrideToBucketOwner',
  Replicate: 'Delete Tags',
  Update: 'ObjectEncryption',
});

/** On buckets: `arn:aws:s3:::bucket`. */
export const s3BucketActions = actionsOf({
  Allow: 'VendedLogDeliveryForResource',
  'Create Delete List': 'Bucket',
  'Create Delete Get': 'BucketMetadataTableConfiguration',
  'Delete Get Put': 'BucketPolicy BucketWebsite',
  'Get Put': `AccelerateConfiguration AnalyticsConfiguration BucketAbac BucketAcl
  BucketCORS BucketLogging BucketNotification BucketObjectLockConfiguration
  BucketOwnershipControls BucketPublicAccessBlock BucketRequestPayment
  BucketTagging BucketVersioning EncryptionConfiguration
  IntelligentTieringConfiguration InventoryConfiguration
  LifecycleConfiguration MetricsConfiguration ReplicationConfiguration`,
  Get: 'BucketLocation BucketPolicyStatus',
  List: 'BucketMultipartUploads BucketVersions TagsForResource',
  Pause: 'Replication',
  'Tag Untag': 'Resource',
  Update: `BucketMetadataAnnotationTableConfiguration
  BucketMetadataInventoryTableConfiguration
  BucketMetadataJournalTableConfiguration`,
});

/** @param objects - by the verbs that there are for each of them */
function actionsOf(objects: Record<string, string>): string[] {
  return Object.entries(objects).flatMap(([verbs, names]) =>
    verbs
      .split(' ')
      .flatMap(verb => names.split(/\s+/).map(name => `s3:${verb}${name}`)),
  );
}
