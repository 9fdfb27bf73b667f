import { randomUUID } from 'node:crypto';
import type {
  AutoDeployment,
  Parameter,
  PermissionModels,
  StackSetOperationPreferences,
} from '@aws-sdk/client-cloudformation';

/** A stack that a StackSet has, or is to have, in an account and Region. */
export interface StackInstance {
  account: string;
  region: string;
  /** Absent until there is a stack. */
  stackId?: string;
  status: 'CURRENT' | 'OUTDATED';
  statusReason?: string;
  overrides: Parameter[];
  lastOperationId: string;
}

export interface OperationResult {
  account: string;
  region: string;
  status: 'CANCELLED' | 'FAILED' | 'PENDING' | 'RUNNING' | 'SUCCEEDED';
  reason?: string;
}

export interface StackSetOperation {
  id: string;
  action: 'CREATE' | 'DELETE' | 'UPDATE';
  status: 'FAILED' | 'RUNNING' | 'SUCCEEDED';
  preferences: StackSetOperationPreferences;
  createdAt: Date;
  endedAt?: Date;
  /** By account and Region. */
  results: Map<string, OperationResult>;
  /** Resolved when it has ended. */
  settled: Promise<void>;
}

/** What the StackSet has all its instances make. */
export interface StackSetContent {
  template: string;
  parameters: Parameter[];
  capabilities: string[];
  tags: Record<string, string>;
  /** With self-managed permissions. */
  roles?: { administrationRoleArn: string; executionRoleName: string };
}

/**
 * A CloudFormation StackSet.
 */
export class StackSet {
  readonly id: string;
  readonly arn: string;
  /** By account and Region. */
  readonly instances = new Map<string, StackInstance>();
  /** With service-managed permissions: where it deploys to, by itself, too. */
  unitTargets: Array<{ unit: string; region: string }> = [];
  autoDeployment?: AutoDeployment;
  /** Newest last. */
  readonly operations: StackSetOperation[] = [];

  constructor(
    readonly name: string,
    readonly permissionModel: PermissionModels,
    readonly account: string,
    readonly region: string,
    public content: StackSetContent,
  ) {
    this.id = `${name}:${randomUUID()}`;
    this.arn = `arn:aws:cloudformation:${region}:${account}:stackset/${this.id}`;
  }

  get running(): StackSetOperation | undefined {
    return this.operations.find(({ status }) => status === 'RUNNING');
  }
}

export function instanceKey(account: string, region: string): string {
  return `${account} ${region}`;
}
