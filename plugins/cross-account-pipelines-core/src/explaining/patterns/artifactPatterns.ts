import type { Pattern } from './Pattern';

/**
 * The artifact bucket, the bucket that is deployed to, and what S3 says of
 * them. S3 and the services in front of it often leave out who was refused and
 * whether bucket or key refused.
 */
export const artifactPatterns: Pattern[] = [
  {
    says: /AccessControlListNotSupported|(?:bucket|it) does not allow ACLs|bucket owner enforced|Access Control Lists?(?: \(ACLs\))? (?:is|are) (?:not enabled|disabled|turned off)|(?:ACLs? (?:is|are)|has ACLs) (?:disabled|turned off|not (?:allowed|supported|enabled))|(?:canned )?ACL .{0,60}(?:not supported|not allowed).{0,60}bucket/i,
    means: ['acl-not-supported'],
  },
  {
    says: /InvalidBucketAclWithObjectOwnership|cannot have (?:public )?ACLs set with|InvalidBucketAclWithBlockPublicAccess/i,
    means: ['bucket-acl-without-ownership', 'bucket-stack-rolled-back'],
  },
  {
    says: /PermanentRedirect|must be addressed using the specified endpoint|The bucket is in this region: (?<region>[a-z0-9-]{5,25})|AuthorizationHeaderMalformed|the region '?[a-z0-9-]{5,25}'? is wrong; expecting|IllegalLocationConstraint|incorrect region, the bucket is not in|bucket (?:named )?["']?(?<bucket>[a-z0-9.-]{3,63})["']? is (?:not (?:located )?in|in a different|located in|in another).{0,50}region|S3 (?:bucket|location).{0,80}(?:must be in|is not in|same) (?:the )?(?:same )?region|BucketRegionError|status ?code: 301|received 301|bucket .{0,80}different (?:AWS )?region/i,
    means: ['bucket-in-other-region'],
  },
  {
    says: /NoSuchBucket|specified bucket does not exist|No bucket with the name (?<bucket>\S{1,80}) was found|(?:Could not|Couldn't|cannot|unable to) find the (?:S3 )?bucket|bucket ["']?[a-z0-9.-]{3,63}["']? (?:does not exist|could not be found|doesn't exist|not found)/i,
    unless: /IAMStack|cdk-[a-z0-9]{1,20}-assets/,
    means: ['bucket-missing', 'bucket-not-deployed'],
  },
  {
    says: /either the artifact or the (?:Amazon )?S3 bucket could not be found(?:.{0,20}Name of artifact bucket: (?<bucket>[a-z0-9.-]{2,62}[a-z0-9]))?/i,
    means: ['artifact-gone', 'bucket-missing'],
  },
  {
    says: /NoSuchKey|specified key does not exist|artifact could not be found|(?:S3 )?object ["']?\S{1,200}["']? (?:does not exist|was not found|not found) in (?:the )?(?:S3 )?bucket/i,
    means: ['object-missing', 'bucket-versioning-off'],
  },
  {
    says: /versioning (?:is )?(?:not enabled|must be enabled|disabled|suspended)|bucket .{0,60}(?:must|needs to) (?:be versioned|have versioning)/i,
    needsAws: true,
    means: ['bucket-versioning-off'],
  },
  {
    says: /BucketAlready(?:Exists|OwnedByYou)|requested bucket name is not available|(?<bucket>[a-z0-9.-]{3,63}) already exists(?=.{0,80}\b(?:S3|AWS::S3))|(?:bucket|S3).{0,80}already exists/i,
    means: ['bucket-name-taken'],
  },
  {
    says: /BucketNotEmpty|bucket you tried to delete is not empty/i,
    means: ['bucket-not-empty'],
  },
  {
    says: /Insufficient(?:SnsTopic|S3Bucket|Encryption|SQSQueue|DeliveryPolicy|Lambda)\w{0,20}(?:Policy|Permissions?)(?:Exception)?|(?:SNS topic|S3 bucket|queue|KMS key) does not exist or (?:its|the) (?:topic |bucket |key |queue )?policy is (?:incorrect|not sufficient)|validate the following destination configurations|Permissions on the destination \w{5,8} do not allow S3|TargetBucketForLogging|bucket for logging|log-delivery group/i,
    means: ['service-lacks-policy'],
  },
  {
    says: /trying to read the (?:task definition|image definition|appspec) artifact file|\bfile \[[^\]\s]{1,200}\] does not exist in artifact \[/i,
    means: ['file-not-in-artifact'],
  },
  {
    says: /(?:trying to read|could not read) the (?:task definition|image|appspec|configuration) .{0,20}(?:artifact )?file|(?:template |configuration )?file \[?["']?(?<item>[^\s"'\]]{1,120})["']?\]? (?:does not exist|was not found|could not be found|not found) in (?:the )?(?:input )?artifact|(?:file|template) .{0,120}does not exist in (?:the )?(?:input )?artifact|(?:Did not find|Could not find|unable to find) (?:the )?(?:image definition |appspec |task definition |template )?(?:file )?["']?(?<resource>[\w./-]{1,100}\.(?:json|ya?ml|zip|template))["']?|(?:imagedefinitions|imageDetail|taskdef|appspec)\.(?:json|ya?ml).{0,60}(?:not found|missing|does not exist)/i,
    needsAws: true,
    means: ['file-not-in-artifact'],
  },
  {
    says: /(?:failed|unable|could not) (?:to )?(?:unzip|extract|open) the artifact|artifact .{0,80}(?:exceeds|larger than|too large|greater than|is more than)|(?:exceeds|larger than) .{0,60}artifact|could not (?:unzip|extract|open) .{0,60}artifact|(?:artifact|bundle|revision) .{0,60}(?:not a (?:valid )?zip|invalid zip|is empty)|size of (?:the )?(?:input )?artifact/i,
    needsAws: true,
    means: ['artifact-unusable'],
  },
  {
    says: /sufficient permissions? to call s3[.:](?<action>\w{1,40}) for the deployment bucket|deploy\w* to (?:the )?(?:Amazon )?S3 (?:bucket )?.{0,120}(?:fail|denied)/i,
    means: ['deployment-bucket-access', 'key-access-behind-bucket'],
  },
  {
    says: /Unable to access the artifact with Amazon S3 object key '?(?<objectKey>[^\s']{1,300})'? located in the Amazon S3 artifact bucket '?(?<bucket>[^\s'.]{1,80})|unable to (?:access|download|read|retrieve) the (?:input )?artifact/i,
    rank: 'frame',
    means: [
      'bucket-access',
      'key-access-behind-bucket',
      'wrong-input-artifact',
    ],
  },
  {
    says: /(?:(?:doesn't|does not) have (?:the |sufficient )?permissions? (?:required |needed |necessary )?to access the Amazon S3 bucket(?: named)?|S3 access denied for the S3 bucket) ?["']?(?<bucket>[^\s"']{1,80})/i,
    rank: 'frame',
    means: ['bucket-access', 'key-access-behind-bucket', 'principal-recreated'],
  },
  {
    says: /Replication of artifact.{0,200}fail|Fail(?:ed|ure) replicating \S{1,80}(?: \S{1,80}'?:)?(?: from (?<bucket>\S{1,80}) in \S{1,40} to \S{1,80} in (?<region>\S{1,40}))?/i,
    rank: 'frame',
    means: ['regional-key-lacks-encrypt', 'regional-bucket-access'],
  },
  {
    says: /Your access has been denied by S3.{0,120}permission to GetObject for (?<bucket>[^\s/]{1,80})(?:\/(?<objectKey>[^\s]{1,300}))?|Error occurred while GetObject/i,
    rank: 'frame',
    means: [
      'deploy-role-reads-code',
      'bucket-access',
      'key-access-behind-bucket',
    ],
  },
  {
    says: /S3 error: (?:Access ?Denied|AccessDenied)|(?:TemplateURL|template).{0,60}(?:Access ?Denied).{0,60}S3/i,
    rank: 'frame',
    means: [
      'deploy-role-reads-template',
      'bucket-access',
      'key-access-behind-bucket',
    ],
  },
  {
    says: /AccessDenied: Access Denied,? status code: 403.{0,300}(?:for primary source|arn:aws[a-z-]{0,12}:s3:::(?<bucket>[a-z0-9.-]{3,63}))|(?<!\bS3 [\w ()-]{1,80}: )AccessDenied: Access Denied,? status code: 403|(?:DOWNLOAD_SOURCE|UPLOAD_ARTIFACTS|CLIENT_ERROR).{0,200}Access ?Denied|(?:upload|download)\w* artifacts?.{0,120}Access ?Denied/i,
    rank: 'frame',
    means: ['build-role-key', 'build-role-bucket', 'object-owned-by-uploader'],
  },
  {
    says: /permissions? to perform this action\.? Underlying error: Access Denied|upload to (?:Amazon )?S3 failed.{0,60}Access ?Denied|Access Denied \(Service: (?:Amazon ?S3|S3)\b|Error Code: AccessDenied.{0,160}S3 Extended Request ID|AmazonS3Exception: Access Denied|operation error S3: .{0,240}AccessDenied/i,
    rank: 'frame',
    means: [
      'bucket-access',
      'key-access-behind-bucket',
      'principal-recreated',
      'object-owned-by-uploader',
    ],
  },
];
