/**
 * What a definition names but does not describe. Listing links asks for it;
 * what is not known is left out and said to be.
 *
 * @public
 */
export interface PipelineResources {
  /** A CodeBuild project by ARN. */
  project?(
    arn: string,
  ): { serviceRole: string; encryptionKey?: string } | undefined;
  /** A CodeDeploy deployment group by ARN. */
  deploymentGroup?(arn: string):
    | {
        serviceRole?: string;
        deploymentConfig?: string;
        /** Absent when not all can be told. */
        instanceRoleArns?: string[];
      }
    | undefined;
  /** The role that a Lambda function works with, by the function's ARN. */
  functionRole?(arn: string): string | undefined;
  /** What a role's policies let it assume in other accounts. */
  assumableRoles?(roleArn: string):
    | {
        roleArns: readonly string[];
        /** Patterns that name an account. */
        patterns: readonly string[];
        /** Roles of any account. */
        anywhere: boolean;
      }
    | undefined;
  /**
   * Policies that a role names by their ARNs and that nobody has found there:
   * they are missing, or could not be read.
   */
  doubtfulPolicies?(
    roleArn: string,
  ): ReadonlyArray<{ arn: string; isBoundary: boolean }>;
  /** The account that owns a bucket. */
  bucketOwner?(name: string): string | undefined;
  /** The customer managed key that a bucket encrypts with by default. */
  bucketKey?(name: string): string | undefined;
  /** Whether S3 asks the key once for a whole bucket, and not for each object. */
  usesBucketKey?(name: string): boolean;
  /** The ARN of a stack that exists. */
  stackArn?(stack: {
    account: string;
    region: string;
    name: string;
  }): string | undefined;
}
