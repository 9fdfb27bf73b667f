import type { ResourceDrift } from './drift/resourceDrift';
import type { Deployment } from './Stack';

/**
 * What one resource of a stack will go through.
 */
export interface ResourceChange {
  action: 'Add' | 'Modify' | 'Remove';
  logicalId: string;
  type: string;
  physicalId?: string;
  replacement?: 'True' | 'False' | 'Conditional';
  /** Names of the properties that change. */
  properties: string[];
  /** What others did to the resource, and will be undone. */
  drift?: ResourceDrift;
}

export interface ChangeSet {
  id: string;
  name: string;
  type: 'CREATE' | 'UPDATE';
  createdAt: Date;
  description?: string;
  status: 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string;
  executionStatus:
    | 'UNAVAILABLE'
    | 'AVAILABLE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED'
    | 'OBSOLETE';
  deployment: Deployment;
  changes: ResourceChange[];
  /** Compares with what there is, not only with what was deployed. */
  revertsDrift: boolean;
  roleArn?: string;
  onStackFailure?: string;
  /** What its validation events belong to. */
  operationId: string;
  /** Resolved when it is known what would change. */
  examined: Promise<void>;
  /** What makes a repeated request the same request. */
  token?: string;
}
