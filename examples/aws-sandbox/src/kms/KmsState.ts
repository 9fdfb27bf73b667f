export type KeyCondition = 'Enabled' | 'Disabled' | 'PendingDeletion';

/** A third way to a key, beside its policy and IAM's. */
export interface GrantRecord {
  id: string;
  name?: string;
  token: string;
  createdAt: Date;
  /** ARN of a user, role or account, or a service principal. */
  grantee: string;
  operations: string[];
  retiring?: string;
  /** Account that made it: `kms:CallerAccount` of who issued it. */
  issuedBy: string;
}

export interface KeyRecord {
  /** UUID. */
  id: string;
  arn: string;
  account: string;
  region: string;
  createdAt: Date;
  /** `AWS`: an AWS managed key, such as `aws/s3`. */
  manager: 'CUSTOMER' | 'AWS';
  description: string;
  state: KeyCondition;
  deletionDate?: Date;
  /** With unique ids in place of ARNs. */
  policy: unknown;
  rotation: boolean;
  grants: GrantRecord[];
  tags: Record<string, string>;
  /** 256 bits that never leave the sandbox. */
  material: Buffer;
}

/**
 * An account's keys in one Region.
 */
export class KmsState {
  /** By key id. */
  readonly keys = new Map<string, KeyRecord>();
  /** Key id by alias name, `alias/…`. */
  readonly aliases = new Map<string, string>();
}
