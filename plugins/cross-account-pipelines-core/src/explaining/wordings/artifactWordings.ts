import type { Wording } from './Wording';

/** Buckets and artifacts. */
export const artifactWordings: Wording[] = [
  {
    cause: 'bucket-access',
    also: ['key-access-behind-bucket', 'wrong-input-artifact'],
    text: "Unable to access the artifact with Amazon S3 object key 'shop/BuildArtif/HTrbVK9' located in the Amazon S3 artifact bucket 'codepipeline-us-east-2-887'. The provided role does not have sufficient permissions.",
  },
  {
    cause: 'bucket-access',
    also: ['principal-recreated', 'object-owned-by-uploader'],
    text: 'The provided role does not have permissions to perform this action. Underlying error: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1; S3 Extended Request ID: 2)',
  },
  {
    cause: 'bucket-access',
    text: 'The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named pre-reqs-artifactbucket. Update the IAM role permissions, and then try again.',
  },
  {
    cause: 'deployment-bucket-access',
    text: 'You do not have sufficient permissions to call s3.putObject for the deployment bucket',
  },
  {
    cause: 'regional-key-lacks-encrypt',
    also: ['regional-bucket-access'],
    text: "Replication of artifact 'Out' failed: Failed replicating artifact from bucket-a in eu-west-1 to bucket-b in us-east-1: Check source and destination artifact buckets exist and role has permission to access it.",
  },
  {
    cause: 'build-role-key',
    also: ['build-role-bucket'],
    text: 'CLIENT_ERROR Message: AccessDenied: Access Denied status code: 403, request id: R4, host id: Lk for primary source and source version arn:aws:s3:::release-artifacts/shop/Source/aB',
  },
  {
    cause: 'deploy-role-reads-code',
    text: 'UPDATE_FAILED Your access has been denied by S3, please make sure your request credentials have permission to GetObject for release-artifacts/shop/Build/x.zip. S3 Error Code: AccessDenied. S3 Error Message: Access Denied (Service: AWSLambdaInternal; Status Code: 403; Error Code: AccessDeniedException; Request ID: 1)',
  },
  {
    cause: 'deploy-role-reads-template',
    text: 'S3 error: Access Denied For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
  },
  {
    cause: 'acl-not-supported',
    text: 'The bucket does not allow ACLs (Service: Amazon S3; Status Code: 400; Error Code: AccessControlListNotSupported; Request ID: 1)',
  },
  {
    cause: 'acl-not-supported',
    text: 'This bucket has the bucket owner enforced setting applied for Object Ownership. When bucket owner enforced is applied, use bucket policies to control access.',
  },
  {
    cause: 'bucket-acl-without-ownership',
    also: ['bucket-stack-rolled-back'],
    text: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting (Service: Amazon S3; Status Code: 400; Error Code: InvalidBucketAclWithObjectOwnership)",
  },
  {
    cause: 'bucket-in-other-region',
    text: 'Error occurred while GetObject. S3 Error Code: PermanentRedirect. S3 Error Message: The bucket is in this region: us-east-1. Please use this region to retry the request',
  },
  {
    cause: 'bucket-in-other-region',
    text: 'BucketRegionError: incorrect region, the bucket is not in "us-east-1" region at endpoint "", bucket is in "eu-west-1" region',
  },
  {
    cause: 'bucket-in-other-region',
    text: 'An error occurred (AuthorizationHeaderMalformed) when calling the PutObject operation: The authorization header is malformed; the region ‘us-east-1’ is wrong; expecting ‘eu-central-1’',
  },
  {
    cause: 'bucket-missing',
    also: ['bucket-not-deployed'],
    text: 'An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist',
  },
  {
    cause: 'artifact-gone',
    also: ['bucket-missing'],
    text: 'The action failed because either the artifact or the Amazon S3 bucket could not be found. Name of artifact bucket: release-artifacts. Verify that this bucket exists.',
  },
  {
    cause: 'object-missing',
    also: ['bucket-versioning-off'],
    text: 'The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey; Request ID: 1)',
  },
  {
    cause: 'service-lacks-policy',
    text: 'The owner for the bucket to be logged and the target bucket must be the same. (Service: Amazon S3; Status Code: 400; Error Code: InvalidTargetBucketForLogging; Request ID: 1)',
  },
  {
    cause: 'service-lacks-policy',
    text: 'Cannot create the trail: InsufficientSnsTopicPolicyException: SNS Topic does not exist or the topic policy is incorrect! (Service: AWSCloudTrail; Status Code: 400)',
  },
  {
    cause: 'file-not-in-artifact',
    text: 'Exception while trying to read the task definition artifact file from: BuildOutput',
  },
  {
    cause: 'bucket-versioning-off',
    text: 'The Amazon S3 bucket release-source must be versioned: versioning is not enabled on the source bucket of the CodePipeline action',
  },
  {
    cause: 'bucket-name-taken',
    text: 'release-artifacts already exists (Service: Amazon S3; Status Code: 409; Error Code: BucketAlreadyExists)',
  },
  {
    cause: 'bucket-not-empty',
    text: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service: Amazon S3; Status Code: 409; Error Code: BucketNotEmpty)',
  },
  {
    cause: 'service-lacks-policy',
    text: 'InvalidArgument: Unable to validate the following destination configurations status code: 400',
  },
  {
    cause: 'file-not-in-artifact',
    text: 'Invalid action configuration The CodePipeline action could not find image definition file imagedefinitions.json: Did not find the image definition file imagedefinitions.json in the input artifacts ZIP file.',
  },
  {
    cause: 'file-not-in-artifact',
    text: 'CloudFormation: File [template.yaml] does not exist in artifact [BuildOutput]',
  },
  {
    cause: 'artifact-unusable',
    text: 'CodePipeline: the size of the input artifact BuildOutput exceeds the limit of 268435456 bytes',
  },
  {
    cause: 'acl-not-supported',
    text: 'Failed to put bucket ACL: Access Control Lists are not enabled. To use ACLs edit Object Ownership',
  },
  {
    cause: 'bucket-in-other-region',
    text: 'operation error S3: HeadBucket, https response error StatusCode: 301, api error MovedPermanently: Moved Permanently',
  },
];
