import type { Cause } from './Cause';

const CROSS = 'codepipeline/latest/userguide/pipelines-create-cross-account';
const OWNERSHIP = 'AmazonS3/latest/userguide/about-object-ownership';

const bucket = {
  hop: 'H5',
  readNext: [
    'the bucket policy of {bucket|the artifact bucket}, on bucket and bucket/*',
    'the S3 actions in the identity policies of the role that acted',
    'CloudTrail of the pipeline account: the event names the role',
  ],
  change:
    'Allow object actions on bucket/* and s3:ListBucket, s3:GetBucketLocation and s3:GetBucketVersioning on the bucket, in the bucket policy and in the policy of the role.',
  page: CROSS,
} as const;

const key = {
  hop: 'H6',
  readNext: [
    'the key policy of the artifact key',
    'the KMS actions in the identity policies of the role that acted',
  ],
  change:
    'Allow kms:Decrypt and kms:DescribeKey to read, and kms:GenerateDataKey*, kms:Encrypt and kms:ReEncrypt* as well to write, in the key policy and in the policy of the role.',
  page: CROSS,
} as const;

const keyBehind =
  'S3 says the same when the role may not use the artifact key: the key policy may not name it, or its own policy may lack kms:Decrypt or kms:GenerateDataKey on the key ARN.';

const bucketRefuses =
  'S3 refused {role|the role} access to {bucket|the artifact bucket}. The bucket policy may not name the role or its account, may allow only objects (bucket/*) or only the bucket itself, or may deny the request; or the role itself may lack the S3 actions.';

/** The artifact bucket, the bucket that is deployed to, and their objects. */
export const artifactCauses = {
  'bucket-access': { ...bucket, sentence: bucketRefuses },
  'key-access-behind-bucket': { ...key, sentence: keyBehind },
  'principal-recreated': {
    hop: 'H5',
    side: 'resource',
    sentence:
      'If the role was deleted and created again, policies that named its ARN now hold a dead id (AROA…) that matches nobody.',
    readNext: ['whether a Principal of the bucket or key policy reads AROA…'],
    change:
      'Write the bucket policy and the key policy again with the ARN of the role, or name the account and test aws:PrincipalArn.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'object-owned-by-uploader': {
    hop: 'H9',
    sentence:
      'If the object was uploaded from another account into a bucket without BucketOwnerEnforced, it belongs to the uploader, and the account of the bucket cannot read it.',
    readNext: [
      'Object Ownership of {bucket|the bucket}',
      'which account uploaded the object',
    ],
    change:
      'Upload with a role of the account that owns the bucket, or set BucketOwnerEnforced on it.',
    page: OWNERSHIP,
  },
  'deployment-bucket-access': {
    hop: 'H9',
    sentence:
      'The role of the S3 deploy action may not write to {bucket|the bucket that is deployed to}, or is not a role of the account that owns that bucket.',
    readNext: [
      'roleArn of the S3 deploy action and the account that owns the bucket',
      'the S3 actions in the identity policies of that role, and the bucket policy',
    ],
    change:
      'Give the action a role of the account that owns the bucket, with s3:PutObject on bucket/*.',
    page: 'codepipeline/latest/userguide/action-reference-S3Deploy',
  },
  'wrong-input-artifact': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The action may also be given an artifact that no action before it wrote, such as an empty build output.',
    readNext: ['inputArtifacts of the action, and artifacts in the buildspec'],
    change: 'Name the artifact that holds what the action needs.',
    page: 'codepipeline/latest/userguide/welcome-introducing-artifacts',
  },
  'file-not-in-artifact': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The file {item|that the action names} is not in its input artifact: another artifact is its input, or the build does not put the file there.',
    readNext: [
      'the file names in the configuration of the action, from the root of the artifact',
      'artifacts.files and base-directory in the buildspec',
    ],
    change:
      'Name the artifact and the path as they are in the zip file of the artifact.',
    page: 'codepipeline/latest/userguide/welcome-introducing-artifacts',
  },
  'artifact-unusable': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'What the action was given is no zip file that it can open, or is larger than it takes. AWS says: “{said|the artifact cannot be used}”.',
    readNext: [
      'the artifact in {bucket|the artifact bucket}: its format and its size',
    ],
    change:
      'Hand over a zip archive within the limit: 1 GB for most deploy actions, 256 MB for CloudFormation.',
    page: 'codepipeline/latest/userguide/limits',
  },
  'regional-key-lacks-encrypt': {
    hop: 'H6',
    sentence:
      'CodePipeline copies artifacts between Regions with the service role, which has to read with the key of one Region and write with the key of {region|the other}. A key that allows only kms:Decrypt stops the copy.',
    readNext: [
      'the key policy of the key in {region|the other Region}',
      'the KMS actions in the identity policies of the service role, for both keys',
    ],
    change:
      'Allow the service role kms:GenerateDataKey*, kms:Encrypt and kms:ReEncrypt* on the key of every Region, and kms:Decrypt where it reads.',
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
  },
  'regional-bucket-access': {
    ...bucket,
    sentence:
      'Or the service role may not write to the artifact bucket of {region|the other Region}, or that bucket does not exist.',
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
  },
  'build-role-key': {
    ...key,
    sentence:
      'The build could not read its source or write its output. Most often the build role may not use the artifact key: the key policy does not name it, or it lacks kms:Decrypt and kms:GenerateDataKey.',
    readNext: [
      'the key policy of the artifact key, for the role of the build project',
      'the KMS actions in the identity policies of that role',
    ],
    page: 'codebuild/latest/userguide/troubleshooting',
  },
  'build-role-bucket': {
    ...bucket,
    sentence:
      'Or the build role may not read and write {bucket|the artifact bucket}.',
    page: 'codebuild/latest/userguide/troubleshooting',
  },
  'deploy-role-reads-code': {
    hop: 'H7',
    sentence:
      'Lambda fetches the code from {bucket|the bucket} with the rights of the deploy role, which may not read it or may not use its key.',
    readNext: [
      'the S3 and KMS actions in the identity policies of the deploy role',
      'the bucket policy and the key policy, for the deploy role or its account',
    ],
    change:
      'Allow the deploy role s3:GetObject on bucket/* and kms:Decrypt on the key, on both sides.',
    page: CROSS,
  },
  'deploy-role-reads-template': {
    hop: 'H7',
    sentence:
      'CloudFormation could not read a template from S3: the role that it works with, or that calls it, lacks the bucket or its key, or the URL is wrong (S3 answers the same where the object does not exist and listing is not allowed).',
    readNext: [
      'TemplateURL of the nested stacks or of the action',
      'the S3 and KMS actions in the identity policies of the deploy role',
      'the bucket policy and key policy, where the bucket is of another account',
    ],
    change:
      'Allow the deploy role s3:GetObject on the templates and kms:Decrypt on their key, in the bucket policy and key policy as well where they are of another account, or correct the URL.',
    page: 'AWSCloudFormation/latest/UserGuide/troubleshooting',
  },
  'acl-not-supported': {
    hop: 'H9',
    side: 'definition',
    sentence:
      'An upload to {bucket|the bucket} carried an ACL, but BucketOwnerEnforced has ACLs turned off there.',
    readNext: [
      'CannedACL in the configuration of the S3 deploy action, or the ACL that the command sets',
      'Object Ownership of {bucket|the bucket}',
    ],
    change:
      'Take the ACL out of the action, or use bucket-owner-full-control, the only one that is still accepted; grant by bucket policy.',
    page: OWNERSHIP,
  },
  'bucket-acl-without-ownership': {
    hop: 'H9',
    side: 'resource',
    phase: 'set-up',
    sentence:
      'A bucket is created with an ACL, but without ownership controls that turn ACLs on.',
    readNext: [
      'AccessControl and OwnershipControls of the bucket in the template',
    ],
    change:
      'Take the ACL out and grant by bucket policy, or set OwnershipControls to ObjectWriter.',
    page: OWNERSHIP,
  },
  'bucket-stack-rolled-back': {
    hop: 'set-up',
    phase: 'set-up',
    sentence: 'The stack that creates the bucket is rolled back until then.',
    readNext: ['the events of that stack'],
    change: 'Mend the template and deploy the stack again.',
    page: OWNERSHIP,
  },
  'bucket-in-other-region': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The bucket {bucket|that is named} is in another Region than the one in which it was looked for[[ (AWS names {region})]].',
    readNext: [
      'the Region of the bucket (s3:GetBucketLocation) and the region of the pipeline or action',
    ],
    change:
      'Set the region of the action to that of the bucket, or use a bucket of the Region in which the pipeline or action works; code for Lambda has to lie in the Region of the function.',
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
  },
  'bucket-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'The bucket {bucket|that is named} does not exist (yet) in that Region, or is named wrongly in the pipeline.',
    readNext: [
      'artifactStore and the bucket names in the action configurations',
    ],
    change: 'Create the bucket first, or correct its name.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'bucket-not-deployed': {
    hop: 'set-up',
    phase: 'set-up',
    sentence: 'The stack that creates it may not have been deployed.',
    readNext: ['the stacks of the account that owns it'],
    change: 'Deploy the foundation before the pipeline.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'object-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'The object that the action reads does not exist in {bucket|the bucket}.',
    readNext: [
      'S3ObjectKey of the source action, or the input artifact of the action',
    ],
    change: 'Upload the object, or correct bucket and key in the action.',
    page: 'codepipeline/latest/userguide/action-reference-S3',
  },
  'artifact-gone': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The artifact that the action takes is no longer in {bucket|the artifact bucket}: a lifecycle rule expired it, somebody deleted it, or the bucket itself is gone.',
    readNext: [
      'the lifecycle rules of {bucket|the artifact bucket}',
      'whether the bucket exists, and which bucket artifactStore names',
    ],
    change:
      'Let artifacts live longer than runs wait for approval or are retried, then release the change again: a retry of the old run asks for the same artifact.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'bucket-versioning-off': {
    hop: 'H5',
    side: 'resource',
    sentence:
      'A source bucket without versioning cannot be read by CodePipeline.',
    readNext: ['versioning of the source bucket'],
    change: 'Turn versioning on.',
    page: 'codepipeline/latest/userguide/action-reference-S3',
  },
  'bucket-name-taken': {
    hop: 'set-up',
    phase: 'set-up',
    sentence:
      'A bucket named {bucket|like this} exists already; bucket names are unique across all accounts.',
    readNext: ['whether a removed stack left the bucket behind'],
    change: 'Use the bucket that exists, delete it, or choose another name.',
    page: 'AmazonS3/latest/userguide/bucketnamingrules',
  },
  'bucket-not-empty': {
    hop: 'stack-state',
    phase: 'removal',
    sentence:
      'The bucket still holds objects or versions and cannot be deleted.',
    readNext: ['the objects and versions in the bucket'],
    change: 'Empty the bucket, or let the stack retain it.',
    page: 'AmazonS3/latest/userguide/delete-bucket',
  },
  'service-lacks-policy': {
    hop: 'set-up',
    side: 'resource',
    phase: 'set-up',
    sentence:
      'A service of AWS may not write to the topic, queue, function or bucket, or not use the key, that it was given: its policy does not let the service in, or it does not exist. S3 writes access logs within an account and Region only.',
    readNext: ['the policy of the topic, queue, function, bucket or key'],
    change:
      'Let that policy allow the service (such as cloudtrail.amazonaws.com, s3.amazonaws.com or logging.s3.amazonaws.com), for the ARN and account of what it works for, before the service is given it.',
    page: 'awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications',
  },
} satisfies Record<string, Cause>;
