/**
 * What can be done with a stack, by its status.
 *
 * See `AWSCloudFormation/latest/UserGuide/view-stack-events`.
 */
export type StackCondition =
  /** It can be updated. */
  | 'ready'
  /** Something is being done to it. */
  | 'busy'
  /** It holds nothing yet: only change sets for it exist. */
  | 'in review'
  /** It could not be created and holds nothing; it can only be deleted. */
  | 'never created'
  | 'deleted'
  /** A person has to act first. */
  | 'stuck';

const conditions: Record<string, StackCondition> = {
  REVIEW_IN_PROGRESS: 'in review',
  ROLLBACK_COMPLETE: 'never created',
  DELETE_COMPLETE: 'deleted',
  CREATE_FAILED: 'stuck',
  ROLLBACK_FAILED: 'stuck',
  DELETE_FAILED: 'stuck',
  UPDATE_ROLLBACK_FAILED: 'stuck',
  IMPORT_ROLLBACK_FAILED: 'stuck',
};

const removeAndRepeat =
  'delete the stack, keeping the resources that are still wanted, and run again';
const finishRollback =
  'mend what the last event names, run `aws cloudformation continue-update-rollback`, and run again';

/** What a person does about a stack that is stuck. */
const waysOut: Record<string, string> = {
  CREATE_FAILED: removeAndRepeat,
  ROLLBACK_FAILED: removeAndRepeat,
  DELETE_FAILED:
    'delete it once more, keeping the resources that could not be deleted, and run again',
  UPDATE_ROLLBACK_FAILED: finishRollback,
  IMPORT_ROLLBACK_FAILED: finishRollback,
};

export function stackCondition(status: string): StackCondition {
  return (
    conditions[status] ?? (status.endsWith('_IN_PROGRESS') ? 'busy' : 'ready')
  );
}

export function wayOut(status: string): string {
  return waysOut[status] ?? removeAndRepeat;
}

/** Whether an operation that ended in this status did what it was asked to. */
export function isSuccess(status: string): boolean {
  return /^(CREATE|UPDATE|IMPORT|DELETE)_COMPLETE$/.test(status);
}
