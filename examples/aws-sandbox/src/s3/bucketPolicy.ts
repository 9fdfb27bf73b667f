import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import type { PolicyProblem } from 'backstage-plugin-cross-account-pipelines-core';
import {
  describeProblem,
  elementOf,
  findPolicyError,
} from '../access/findPolicyError';
import { bindPrincipals, showPrincipals } from '../access/principalsInPolicies';
import { Refusal, ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import {
  authorizeS3,
  bucketArn,
  isPublicPolicy,
  requireBucket,
} from './authorizeS3';
import { malformedPolicy } from './errors';

/** Bytes. See `AmazonS3/latest/userguide/bucket-policies`. */
const POLICY_LIMIT = 20_480;

function parse(text: string): any {
  if (Buffer.byteLength(text) > POLICY_LIMIT) {
    throw new ServiceError(
      'PolicyTooLarge',
      `Policy exceeds the maximum allowed document size: ${POLICY_LIMIT} bytes`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
}

/** S3's words for what it refuses, by the element that is wrong. */
function refusalOf(problem: PolicyProblem): string {
  const { message } = problem;
  if (message.startsWith('has no Principal')) {
    return 'Missing required field Principal';
  }
  if (message.startsWith('has no Resource')) {
    return 'Missing required field Resource';
  }
  switch (elementOf(problem)) {
    case 'Action':
    case 'NotAction':
      return message.includes('no action of S3')
        ? 'Policy has invalid action'
        : 'Action does not apply to any resource(s) in statement';
    case 'Resource':
    case 'NotResource':
      return 'Policy has invalid resource';
    case 'Service':
      return 'Invalid principal in policy';
    default:
      return `Policy has invalid syntax (${describeProblem(problem)})`;
  }
}

function checkStatements(document: any, bucket: string): void {
  const own = bucketArn(bucket);
  const error = findPolicyError(document, { type: 'bucket policy', arn: own });
  if (error) {
    throw malformedPolicy(refusalOf(error));
  }
  for (const statement of [document.Statement].flat()) {
    const resources = [statement.Resource ?? statement.NotResource].flat();
    const fits = (resource: unknown) =>
      typeof resource === 'string' &&
      (resource === own || resource.startsWith(`${own}/`) || resource === '*');
    if (!resources.every(fits)) {
      throw malformedPolicy('Policy has invalid resource');
    }
  }
}

export function putBucketPolicy(
  call: Call,
  input: PutBucketPolicyRequest,
): void {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'PutBucketPolicy', bucket);
  const document = parse(input.Policy!);
  checkStatements(document, bucket.name);
  const bound = bindPrincipals(call.world, document);
  if (bound.invalid.length > 0) {
    throw malformedPolicy('Invalid principal in policy');
  }
  if (bucket.publicAccessBlock.BlockPublicPolicy && isPublicPolicy(document)) {
    throw new Refusal(
      'AccessDenied',
      `User: ${
        call.caller.arn
      } is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(
        bucket.name,
      )}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
  }
  bucket.policy = bound.document;
}

export function getBucketPolicy(
  call: Call,
  input: GetBucketPolicyRequest,
): GetBucketPolicyOutput {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'GetBucketPolicy', bucket);
  if (bucket.policy === undefined) {
    throw new ServiceError(
      'NoSuchBucketPolicy',
      'The bucket policy does not exist',
      { status: 404, members: { BucketName: bucket.name } },
    );
  }
  return { Policy: JSON.stringify(showPrincipals(call.world, bucket.policy)) };
}

export function deleteBucketPolicy(
  call: Call,
  input: DeleteBucketPolicyRequest,
): void {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'DeleteBucketPolicy', bucket);
  bucket.policy = undefined;
}
