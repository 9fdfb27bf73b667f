import { CustomErrorBase } from '@backstage/errors';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * The resource that failed first, the one that others failed because of.
 *
 * @public
 */
export interface FailedResource {
  logicalId: string;
  type: string;
  /** What AWS says. */
  reason: string;
  /** Name of the nested stack that it belongs to. */
  nestedStack?: string;
}

/**
 * CloudFormation could not do what it was asked to with a stack.
 *
 * @public
 */
export class StackFailedError extends CustomErrorBase {
  readonly name = 'StackFailedError';
  readonly place: StackPlace;
  /**
   * The stack's status, e.g. `ROLLBACK_COMPLETE`. Absent when CloudFormation
   * refused the change set, so that nothing was changed.
   */
  readonly status?: string;
  /** Absent when no resource was to blame. */
  readonly resource?: FailedResource;
  /** What failed and why, without the place. */
  readonly reason: string;

  constructor(options: {
    place: StackPlace;
    status?: string;
    resource?: FailedResource;
    /** What CloudFormation says of the stack itself. */
    statusReason?: string;
  }) {
    const { place, status, resource, statusReason } = options;
    const reason = resource
      ? `${describeResource(resource)} failed: ${resource.reason}`
      : statusReason ?? 'CloudFormation gives no reason';
    super(
      `S${describePlace(place).slice(1)} ${
        status ? `ended in ${status}` : 'was not changed'
      }. ${reason}`,
    );
    this.place = place;
    this.status = status;
    this.resource = resource;
    this.reason = reason;
  }
}

function describeResource(resource: FailedResource): string {
  const own = `${resource.logicalId} (${resource.type})`;
  return resource.nestedStack ? `${own} of ${resource.nestedStack}` : own;
}
