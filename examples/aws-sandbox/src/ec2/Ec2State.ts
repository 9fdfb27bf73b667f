/**
 * A machine that the sandbox makes believe in: it has a role and takes
 * deployments.
 */
export interface Instance {
  /** `i-…`. */
  id: string;
  arn: string;
  /** ARN of its instance profile. */
  profileArn?: string;
  /** ARN of the role in its instance profile; absent where it has none. */
  roleArn?: string;
  tags: Record<string, string>;
  /** What was deployed to it last, by path in the revision. */
  files: Record<string, Uint8Array>;
}

/**
 * An account's machines in one Region.
 */
export class Ec2State {
  /** By id. */
  readonly instances = new Map<string, Instance>();
}
