import { CustomErrorBase } from '@backstage/errors';
import {
  describePlace,
  type StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * The caller's signal ended the wait. What CloudFormation has begun it goes on
 * with.
 *
 * @public
 */
export class StoppedWaitingError extends CustomErrorBase {
  readonly name = 'StoppedWaitingError';
  /** The stacks that CloudFormation is changing. */
  readonly underWay: StackPlace[];

  constructor(options: { underWay: StackPlace[] }) {
    const { underWay } = options;
    super(
      underWay.length > 0
        ? `Stopped waiting. CloudFormation goes on by itself with ${underWay
            .map(describePlace)
            .join('; ')}. A further run follows it to its end`
        : 'Stopped; nothing is under way',
    );
    this.underWay = underWay;
  }
}
