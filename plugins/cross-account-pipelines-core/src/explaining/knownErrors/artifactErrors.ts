import type { KnownError, KnownMeaning } from './KnownError';

const bucketPolicy: KnownMeaning = {
  hop: 'H5',
  cause: 'bucket-access',
  sentence:
    'S3 refused {role|the role} access to {bucket|the artifact bucket}. The bucket policy may not name the role or its account, may allow only objects (bucket/*) or only the bucket itself, or may deny the request; or the role itself may lack the S3 actions.',
  readNext: [
    'the bucket policy of {bucket|the artifact bucket}, on bucket and bucket/*',
    'the S3 actions in the identity policies of the role that acted',
    'CloudTrail of the pipeline account: the event names the role',
  ],
  change:
    'Allow object actions on bucket/* and s3:ListBucket, s3:GetBucketLocation and s3:GetBucketVersioning on the bucket, in the bucket policy and in the policy of the role.',
};

const keyPolicy: KnownMeaning = {
  hop: 'H6',
  cause: 'key-access-behind-bucket',
  sentence:
    'S3 says the same when the role may not use the artifact key: the key policy may not name it, or its own policy may lack kms:Decrypt or kms:GenerateDataKey on the key ARN.',
  readNext: [
    'the key policy of the artifact key',
    'the KMS actions in the identity policies of the role that acted',
  ],
  change:
    'Allow kms:Decrypt and kms:DescribeKey to read, and kms:GenerateDataKey*, kms:Encrypt and kms:ReEncrypt* as well to write, in the key policy and in the policy of the role.',
};

const staleId: KnownMeaning = {
  hop: 'H5',
  cause: 'principal-recreated',
  sentence:
    'If the role was deleted and created again, policies that named its ARN now hold a dead id (AROA…) that matches nobody.',
  readNext: ['whether a Principal of the bucket or key policy reads AROA…'],
  change:
    'Write the bucket policy and the key policy again with the ARN of the role, or name the account and test aws:PrincipalArn.',
  side: 'resource',
};

const ownership: KnownMeaning = {
  hop: 'H9',
  cause: 'object-owned-by-uploader',
  sentence:
    'If the object was uploaded from another account into a bucket without BucketOwnerEnforced, it belongs to the uploader, and the account of the bucket cannot read it.',
  readNext: [
    'Object Ownership of {bucket|the bucket}',
    'which account uploaded the object',
  ],
  change:
    'Upload with a role of the account that owns the bucket, or set BucketOwnerEnforced on it.',
};

/**
 * The artifact bucket, the bucket that is deployed to, and what S3 says of
 * them. S3 and the services in front of it often leave out who was refused and
 * whether bucket or key refused.
 */
export const artifactErrors: KnownError[] = [
  {
    pattern:
      /sufficient permissions? to call s3[.:](?<action>\w{1,40}) for the deployment bucket|deploy\w* to (?:the )?(?:Amazon )?S3 (?:bucket )?.{0,120}(?:fail|denied)/i,
    page: 'codepipeline/latest/userguide/action-reference-S3Deploy',
    meanings: [
      {
        hop: 'H9',
        cause: 'deployment-bucket-access',
        sentence:
          'The role of the S3 deploy action may not write to {bucket|the bucket that is deployed to}, or is not a role of the account that owns that bucket.',
        readNext: [
          'roleArn of the S3 deploy action and the account that owns the bucket',
          'the S3 actions in the identity policies of that role, and the bucket policy',
        ],
        change:
          'Give the action a role of the account that owns the bucket, with s3:PutObject on bucket/*.',
      },
      { ...keyPolicy, cause: 'destination-key-access' },
    ],
  },
  {
    pattern:
      /Unable to access the artifact with Amazon S3 object key '?(?<objectKey>[^\s']{1,300})'? located in the Amazon S3 artifact bucket '?(?<bucket>[^\s'.]{1,80})|unable to (?:access|download|read|retrieve) the (?:input )?artifact/i,
    meanings: [
      bucketPolicy,
      keyPolicy,
      {
        hop: 'H8',
        cause: 'wrong-input-artifact',
        sentence:
          'The action may also be given an artifact that no action before it wrote, such as an empty build output.',
        readNext: [
          'inputArtifacts of the action, and artifacts in the buildspec',
        ],
        change: 'Name the artifact that holds what the action needs.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /(?:(?:doesn't|does not) have (?:the |sufficient )?permissions? (?:required |needed |necessary )?to access the Amazon S3 bucket(?: named)?|S3 access denied for the S3 bucket) ?["']?(?<bucket>[^\s"']{1,80})/i,
    page: 'codepipeline/latest/userguide/troubleshooting',
    meanings: [bucketPolicy, keyPolicy, staleId],
  },
  {
    pattern:
      /Replication of artifact.{0,200}fail|Fail(?:ed|ure) replicating \S{1,80}(?: \S{1,80}'?:)?(?: from (?<bucket>\S{1,80}) in \S{1,40} to \S{1,80} in (?<region>\S{1,40}))?/i,
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
    meanings: [
      {
        hop: 'H6',
        cause: 'regional-key-lacks-encrypt',
        sentence:
          'CodePipeline copies artifacts between Regions with the service role, which has to read with the key of one Region and write with the key of {region|the other}. A key that allows only kms:Decrypt stops the copy.',
        readNext: [
          'the key policy of the key in {region|the other Region}',
          'the KMS actions in the identity policies of the service role, for both keys',
        ],
        change:
          'Allow the service role kms:GenerateDataKey*, kms:Encrypt and kms:ReEncrypt* on the key of every Region, and kms:Decrypt where it reads.',
      },
      {
        ...bucketPolicy,
        cause: 'regional-bucket-access',
        sentence:
          'Or the service role may not write to the artifact bucket of {region|the other Region}, or that bucket does not exist.',
      },
    ],
  },
  {
    pattern:
      /AccessDenied: Access Denied,? status code: 403.{0,300}(?:for primary source|arn:aws[a-z-]{0,12}:s3:::(?<bucket>[a-z0-9.-]{3,63}))|AccessDenied: Access Denied,? status code: 403|(?:DOWNLOAD_SOURCE|UPLOAD_ARTIFACTS|CLIENT_ERROR).{0,200}Access ?Denied/i,
    bare: true,
    page: 'codebuild/latest/userguide/troubleshooting',
    meanings: [
      {
        ...keyPolicy,
        cause: 'build-role-key',
        sentence:
          'The build could not read its source or write its output. Most often the build role may not use the artifact key: the key policy does not name it, or it lacks kms:Decrypt and kms:GenerateDataKey.',
        readNext: [
          'the key policy of the artifact key, for the role of the build project',
          'the KMS actions in the identity policies of that role',
        ],
      },
      {
        ...bucketPolicy,
        cause: 'build-role-bucket',
        sentence:
          'Or the build role may not read and write {bucket|the artifact bucket}.',
      },
      ownership,
    ],
  },
  {
    pattern:
      /Your access has been denied by S3.{0,120}permission to GetObject for (?<bucket>[^\s/]{1,80})(?:\/(?<objectKey>[^\s]{1,300}))?|Error occurred while GetObject/i,
    unless: /PermanentRedirect|NoSuch(?:Key|Bucket)/,
    meanings: [
      {
        hop: 'H7',
        cause: 'deploy-role-reads-artifact',
        sentence:
          'Lambda fetches the code from {bucket|the bucket} with the rights of the deploy role, which may not read it or may not use its key.',
        readNext: [
          'the S3 and KMS actions in the identity policies of the deploy role',
          'the bucket policy and the key policy, for the deploy role or its account',
        ],
        change:
          'Allow the deploy role s3:GetObject on bucket/* and kms:Decrypt on the key, on both sides.',
      },
      { ...bucketPolicy, cause: 'deploy-role-bucket' },
      { ...keyPolicy, cause: 'deploy-role-key' },
    ],
  },
  {
    pattern: /S3 error: (?:Access ?Denied|AccessDenied)/i,
    meanings: [
      {
        hop: 'H7',
        cause: 'deploy-role-reads-template',
        sentence:
          'CloudFormation could not read a template from S3: the role that it works with, or that calls it, lacks the bucket or its key, or the URL is wrong (S3 answers the same where the object does not exist and listing is not allowed).',
        readNext: [
          'TemplateURL of the nested stacks or of the action',
          'the S3 and KMS actions in the identity policies of the deploy role',
        ],
        change:
          'Allow the deploy role s3:GetObject on the templates and kms:Decrypt on their key, or correct the URL.',
      },
      bucketPolicy,
      keyPolicy,
    ],
  },
  {
    pattern:
      /permissions? to perform this action\.? Underlying error: Access Denied|upload to (?:Amazon )?S3 failed.{0,60}Access ?Denied|Access Denied \(Service: (?:Amazon ?S3|S3)\b|Error Code: AccessDenied.{0,160}S3 Extended Request ID|AmazonS3Exception: Access Denied/i,
    unless:
      /ciphertext refers|not authorized to perform|permissions? (?:required )?to access the Amazon S3 bucket|deployment bucket|denied by S3/i,
    bare: true,
    meanings: [bucketPolicy, keyPolicy, staleId, ownership],
  },
  {
    pattern: /AccessControlListNotSupported|bucket does not allow ACLs/i,
    page: 'AmazonS3/latest/userguide/about-object-ownership',
    meanings: [
      {
        hop: 'H9',
        cause: 'acl-not-supported',
        sentence:
          'An upload to {bucket|the bucket} carried an ACL, but BucketOwnerEnforced has ACLs turned off there.',
        readNext: [
          'CannedACL in the configuration of the S3 deploy action',
          'Object Ownership of {bucket|the bucket}',
        ],
        change:
          'Take the ACL out of the action, or use bucket-owner-full-control, the only one that is still accepted.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /InvalidBucketAclWithObjectOwnership|cannot have ACLs set with ObjectOwnership/i,
    page: 'AmazonS3/latest/userguide/about-object-ownership',
    meanings: [
      {
        hop: 'H9',
        cause: 'bucket-acl-without-ownership',
        sentence:
          'A bucket is created with an ACL, but without ownership controls that turn ACLs on.',
        readNext: [
          'AccessControl and OwnershipControls of the bucket in the template',
        ],
        change:
          'Take the ACL out and grant by bucket policy, or set OwnershipControls to ObjectWriter.',
        side: 'resource',
        phase: 'set-up',
      },
      {
        hop: 'set-up',
        cause: 'bucket-acl-without-ownership',
        sentence:
          'The stack that creates the bucket is rolled back until then.',
        readNext: ['the events of that stack'],
        change: 'Mend the template and deploy the stack again.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /PermanentRedirect|must be addressed using the specified endpoint|The bucket is in this region: (?<region>[a-z0-9-]{5,25})|AuthorizationHeaderMalformed|the region '?[a-z0-9-]{5,25}'? is wrong; expecting|IllegalLocationConstraint/i,
    meanings: [
      {
        hop: 'H8',
        cause: 'bucket-in-other-region',
        sentence:
          'The bucket {bucket|that is named} was looked for in another Region than its own, {region|which the text does not name}.',
        readNext: [
          'the Region of the bucket (s3:GetBucketLocation) and the Region of the pipeline or action',
        ],
        change:
          'Use a bucket of the Region in which the pipeline or action works; code for Lambda has to lie in the Region of the function.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /NoSuchBucket|specified bucket does not exist|No bucket with the name (?<resource>\S{1,80}) was found|(?:Could not|Couldn't|cannot) find the (?:S3 )?bucket|bucket (?<bucket>\S{1,80}) (?:does not exist|could not be found)/i,
    meanings: [
      {
        hop: 'H8',
        cause: 'bucket-missing',
        sentence:
          'The bucket {bucket|that is named} does not exist, or is named wrongly in the pipeline.',
        readNext: [
          'artifactStore and the bucket names in the action configurations',
        ],
        change: 'Create the bucket first, or correct its name.',
        side: 'definition',
      },
      {
        hop: 'set-up',
        cause: 'bucket-missing',
        sentence: 'The stack that creates it may not have been deployed.',
        readNext: ['the stacks of the account that owns it'],
        change: 'Deploy the foundation before the pipeline.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /NoSuchKey|specified key does not exist|either the artifact or the Amazon S3 bucket could not be found|artifact could not be found/i,
    unless: /kms/i,
    meanings: [
      {
        hop: 'H8',
        cause: 'object-missing',
        sentence:
          'The object that the action reads does not exist in {bucket|the bucket}.',
        readNext: [
          'S3ObjectKey of the source action, or the input artifact of the action',
        ],
        change: 'Upload the object, or correct bucket and key in the action.',
        side: 'definition',
      },
      {
        hop: 'H5',
        cause: 'bucket-versioning-off',
        sentence:
          'A source bucket without versioning cannot be read by CodePipeline.',
        readNext: ['versioning of the source bucket'],
        change: 'Turn versioning on.',
        side: 'resource',
      },
    ],
  },
  {
    pattern:
      /BucketAlready(?:Exists|OwnedByYou)|(?:bucket|S3).{0,80}already exists/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'bucket-name-taken',
        sentence:
          'A bucket named {bucket|like this} exists already; bucket names are unique across all accounts.',
        readNext: ['whether a removed stack left the bucket behind'],
        change:
          'Use the bucket that exists, delete it, or choose another name.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern: /BucketNotEmpty|bucket you tried to delete is not empty/i,
    meanings: [
      {
        hop: 'stack-state',
        cause: 'bucket-not-empty',
        sentence:
          'The bucket still holds objects or versions and cannot be deleted.',
        readNext: ['the objects and versions in the bucket'],
        change: 'Empty the bucket, or let the stack retain it.',
        phase: 'removal',
      },
    ],
  },
];
