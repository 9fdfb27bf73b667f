import { CustomErrorBase } from '@backstage/errors';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * The caller's signal ended the wait. What could be taken back was; what
 * CloudFormation has begun it goes on with.
 *
 * @public
 */
export class StoppedWaitingError extends CustomErrorBase {
  readonly name = 'StoppedWaitingError';
  /** The stacks that CloudFormation is changing. */
  readonly underWay: StackPlace[];
  /** The stacks whose update is being rolled back, because it was stopped. */
  readonly cancelled: StackPlace[];
  /** The stacks that this run was through with. */
  readonly done: StackPlace[];

  constructor(options: {
    underWay: StackPlace[];
    cancelled?: StackPlace[];
    done?: StackPlace[];
  }) {
    const { underWay, cancelled = [], done = [] } = options;
    super(
      [
        underWay.length > 0
          ? `Stopped waiting. CloudFormation goes on by itself with ${list(
              underWay,
            )}. A further run follows it to its end`
          : 'Stopped; nothing is under way',
        ...(cancelled.length > 0
          ? [`Back to what it was goes ${list(cancelled)}`]
          : []),
        ...(done.length > 0
          ? [`Done is ${list(done)}; a further run leaves that as it is`]
          : []),
      ].join('. '),
    );
    this.underWay = underWay;
    this.cancelled = cancelled;
    this.done = done;
  }
}

function list(places: StackPlace[]): string {
  return places.map(describePlace).join('; ');
}
