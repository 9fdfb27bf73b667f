/**
 * Where a pipeline gets its source.
 *
 * @public
 */
export type SourceSpec =
  | S3SourceSpec
  | ConnectionSourceSpec
  | CodeCommitSourceSpec
  | EcrSourceSpec;

/**
 * A zip object in a bucket of the pipeline account.
 *
 * @public
 */
export interface S3SourceSpec {
  provider: 'S3';
  bucket: string;
  objectKey: string;
  /**
   * How a new version is noticed. `events` needs EventBridge notifications
   * switched on at the bucket. Default `polling`.
   */
  detectChanges?: ChangeDetection;
}

/**
 * A repository of GitHub, GitLab or Bitbucket, by way of a connection that
 * somebody has completed in the console.
 *
 * @public
 */
export interface ConnectionSourceSpec {
  provider: 'CodeConnections';
  connectionArn: string;
  /** Owner and name, e.g. `shop/orders`. */
  repository: string;
  branch: string;
  /** Whether a push to the branch starts the pipeline. Default true. */
  detectChanges?: boolean;
  /** Hand the build a clone with history instead of a zip. */
  fullClone?: boolean;
}

/**
 * @public
 */
export interface CodeCommitSourceSpec {
  provider: 'CodeCommit';
  repository: string;
  branch: string;
  /** The repository's account: twelve digits. Default: the pipeline account. */
  account?: string;
  /** Default `polling`. In another account, `events` needs a rule there. */
  detectChanges?: ChangeDetection;
}

/**
 * An image of a repository in the pipeline account.
 *
 * @public
 */
export interface EcrSourceSpec {
  provider: 'ECR';
  repository: string;
  /** Default `latest`. */
  imageTag?: string;
}

/**
 * @public
 */
export type ChangeDetection = 'polling' | 'events' | 'none';
