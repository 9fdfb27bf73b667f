import type {
  DocumentReference,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { ResourceDrift } from './detectDrift';

type Resource = Pick<ResourceDrift, 'type' | 'physicalId' | 'expected'>;

/** Whether a document that a verdict rests on is a resource of a stack. */
export function isDocumentOf(
  document: DocumentReference,
  { account }: StackPlace,
  { type, physicalId = '', expected }: Resource,
): boolean {
  if (document.account !== account) {
    return false;
  }
  const arn = 'arn' in document ? document.arn ?? '' : '';
  const roleArn = 'roleArn' in document ? document.roleArn : arn;
  switch (type) {
    case 'AWS::IAM::Role':
      return lastOf(roleArn) === physicalId && /:role\//.test(roleArn);
    case 'AWS::IAM::Policy':
      return (
        document.type === 'inline policy' &&
        document.name === expected.PolicyName &&
        Array.isArray(expected.Roles) &&
        expected.Roles.includes(lastOf(roleArn))
      );
    case 'AWS::IAM::ManagedPolicy':
      return arn === physicalId;
    case 'AWS::KMS::Key':
      return arn.endsWith(`:key/${physicalId}`);
    case 'AWS::S3::Bucket':
    case 'AWS::S3::BucketPolicy':
      return arn.endsWith(`:s3:::${expected.Bucket ?? physicalId}`);
    case 'AWS::CodePipeline::Pipeline':
      return (
        document.type === 'pipeline definition' &&
        arn.endsWith(`:${physicalId}`)
      );
    case 'AWS::CodeBuild::Project':
      return arn.endsWith(`:project/${physicalId}`);
    default:
      return false;
  }
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
