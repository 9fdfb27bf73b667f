import { randomUUID } from 'node:crypto';
import type { TemplateBody } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { ChangeSet } from './ChangeSet';
import type { Call } from '../world/Call';
import type { ResourceDrift } from './drift/resourceDrift';

/** Events of one stack; the oldest are dropped. */
const MAX_EVENTS = 1_000;

/**
 * A template with everything that was given to it.
 */
export interface Deployment {
  /** As it was submitted. */
  text: string;
  body: TemplateBody;
  /** As given or by default, before lists are split. */
  parameters: Record<string, string>;
  tags: Record<string, string>;
  capabilities: string[];
}

export interface StackResource {
  logicalId: string;
  type: string;
  /** Absent until the resource has been made. */
  physicalId?: string;
  /** Resolved. */
  properties: Record<string, unknown>;
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, unknown>;
  /** Logical ids of the stack's resources that it needs. */
  dependencies: string[];
  deletionPolicy?: string;
  updateReplacePolicy?: string;
  status: string;
  statusReason?: string;
  updatedAt: Date;
  /** What the last drift detection found; absent: not checked. */
  drift?: ResourceDrift & { checkedAt: Date };
}

export interface StackOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/** What one call set going on a stack. */
export interface OperationRecord {
  id: string;
  type:
    | 'CONTINUE_ROLLBACK'
    | 'CREATE_CHANGESET'
    | 'CREATE_STACK'
    | 'DELETE_STACK'
    | 'ROLLBACK'
    | 'UPDATE_STACK';
  startedAt: Date;
  endedAt?: Date;
  failed: boolean;
}

/** Why a change set was refused before anything was done. */
export interface ValidationEvent {
  id: string;
  operationId: string;
  timestamp: Date;
  /** E.g. `AWS::EarlyValidation::ResourceExistenceCheck`. */
  name: string;
  /** E.g. `/Resources/Role/Properties/RoleName`. */
  path: string;
  reason: string;
  logicalId: string;
  type: string;
}

export interface StackEvent {
  id: string;
  timestamp: Date;
  logicalId: string;
  physicalId?: string;
  type: string;
  status: string;
  reason?: string;
  token?: string;
  operationId?: string;
}

/** An update whose rollback failed, or that waits for one. */
export interface UnfinishedUpdate {
  /** Logical ids of what is not yet as it was. */
  left: string[];
  /** Goes on with the rollback, under `call`. */
  rollBack(
    call: Call,
    options: { skip: string[]; force: boolean },
  ): Promise<void>;
}

/**
 * A CloudFormation stack.
 */
export class Stack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly createdAt = new Date();
  readonly changeSets = new Map<string, ChangeSet>();
  readonly resources = new Map<string, StackResource>();

  updatedAt?: Date;
  deletedAt?: Date;
  status = 'REVIEW_IN_PROGRESS';
  statusReason?: string;
  /** What is deployed; absent while the stack is only under review. */
  deployed?: Deployment;
  outputs: StackOutput[] = [];
  /** Names of other stacks' exports that it uses. */
  imports = new Set<string>();
  /** The role that CloudFormation acts as; it stays with the stack. */
  roleArn?: string;
  description?: string;
  disableRollback = false;
  terminationProtection = false;
  /** What the last drift detection found; absent: not checked. */
  drift?: { status: 'DRIFTED' | 'IN_SYNC'; checkedAt: Date };
  /** Token of the operation that runs or ran last. */
  token?: string;
  /** Resolved when the operation that runs or ran last has ended. */
  settled: Promise<void> = Promise.resolve();
  /** Newest last. */
  readonly operations: OperationRecord[] = [];
  readonly validations: ValidationEvent[] = [];
  unfinished?: UnfinishedUpdate;
  /** Ends the update that is under way, and rolls it back. */
  cancel?: () => void;
  private recorded: StackEvent[] = [];

  constructor(options: { name: string; account: string; region: string }) {
    this.name = options.name;
    this.account = options.account;
    this.region = options.region;
    this.id = `arn:aws:cloudformation:${options.region}:${
      options.account
    }:stack/${options.name}/${randomUUID()}`;
  }

  /** Oldest first. */
  get events(): readonly StackEvent[] {
    return this.recorded;
  }

  get isInProgress(): boolean {
    return (
      this.status.endsWith('_IN_PROGRESS') &&
      this.status !== 'REVIEW_IN_PROGRESS'
    );
  }

  /** Writes down what a call sets going; events belong to the last of these. */
  begin(type: OperationRecord['type']): OperationRecord {
    const operation: OperationRecord = {
      id: randomUUID(),
      type,
      startedAt: new Date(),
      failed: false,
    };
    this.operations.push(operation);
    return operation;
  }

  /** Changes the stack's own status and records the event. */
  report(status: string, reason?: string): void {
    this.status = status;
    this.statusReason = reason;
    const operation = this.operations.at(-1);
    if (operation && !this.isInProgress) {
      operation.endedAt = new Date();
      operation.failed = /FAILED|ROLLBACK/.test(status);
    }
    this.record({
      logicalId: this.name,
      physicalId: this.id,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
    });
  }

  /** Changes a resource's status and records the event. */
  reportResource(
    resource: StackResource,
    status: string,
    reason?: string,
  ): void {
    resource.status = status;
    resource.statusReason = reason;
    resource.updatedAt = new Date();
    this.record({
      logicalId: resource.logicalId,
      physicalId: resource.physicalId,
      type: resource.type,
      status,
      reason,
    });
  }

  private record(event: Omit<StackEvent, 'id' | 'timestamp' | 'token'>): void {
    const last = this.recorded[this.recorded.length - 1];
    // Events of the same millisecond would have no order for those who sort.
    const time = Math.max(Date.now(), (last?.timestamp.getTime() ?? 0) + 1);
    this.recorded = [
      ...this.recorded,
      {
        ...event,
        id: randomUUID(),
        timestamp: new Date(time),
        token: this.token,
        operationId: this.operations.at(-1)?.id,
      },
    ].slice(-MAX_EVENTS);
  }
}
