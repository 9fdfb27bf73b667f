import type { Settling } from '../world/Settling';

/** A role's state; replaced as a whole by each change. */
export interface RoleRecord {
  name: string;
  /** `/` or `/some/path/`. */
  path: string;
  arn: string;
  /** `AROA…`. */
  id: string;
  createdAt: Date;
  description?: string;
  /** Seconds. */
  maxSessionDuration: number;
  /** With unique ids in place of ARNs. */
  trust: unknown;
  /** Inline policies by name. */
  inline: Readonly<Record<string, unknown>>;
  /** ARNs of managed policies. */
  attached: readonly string[];
  /** ARN of a managed policy. */
  boundary?: string;
  tags: Readonly<Record<string, string>>;
}

export interface UserRecord {
  name: string;
  path: string;
  arn: string;
  /** `AIDA…`. */
  id: string;
  createdAt: Date;
  inline: Readonly<Record<string, unknown>>;
  attached: readonly string[];
  boundary?: string;
  tags: Readonly<Record<string, string>>;
}

export interface PolicyVersion {
  /** `v1`, `v2`, … */
  id: string;
  document: unknown;
  createdAt: Date;
}

export interface ManagedPolicyRecord {
  name: string;
  path: string;
  arn: string;
  /** `ANPA…`. */
  id: string;
  createdAt: Date;
  description?: string;
  versions: readonly PolicyVersion[];
  defaultVersion: string;
  /** How many versions there ever were. */
  lastVersion: number;
  tags: Readonly<Record<string, string>>;
}

export interface InstanceProfileRecord {
  name: string;
  path: string;
  arn: string;
  /** `AIPA…`. */
  id: string;
  createdAt: Date;
  role?: string;
  tags: Readonly<Record<string, string>>;
}

/**
 * An account's IAM.
 */
export class IamState {
  /** By name. */
  readonly roles = new Map<string, Settling<RoleRecord>>();
  /** By name. */
  readonly users = new Map<string, Settling<UserRecord>>();
  /** Customer managed policies by ARN. */
  readonly policies = new Map<string, Settling<ManagedPolicyRecord>>();
  /** By name. */
  readonly instanceProfiles = new Map<string, InstanceProfileRecord>();
}
