import { CustomErrorBase } from '@backstage/errors';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import {
  adviseOn,
  describePlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeploymentPhase } from '../DeploymentEvent';
import { StackFailedError } from '../stack/StackFailedError';

/**
 * @public
 */
export interface StackFailure {
  place: StackPlace;
  error: Error;
}

const consequences: Record<DeploymentPhase, string> = {
  foundation: 'no target account and no pipeline was deployed',
  target: 'the pipeline was not deployed',
  pipeline: 'foundation and target accounts are deployed',
  retagging:
    'the pipeline is deployed; its roles still have the tags that they had',
  narrowing:
    'the pipeline is deployed; what only its old definition needed is still allowed',
};

/**
 * Some stacks of a phase failed. The others of that phase are done; later
 * phases were not begun.
 *
 * @public
 */
export class DeploymentFailedError extends CustomErrorBase {
  readonly name = 'DeploymentFailedError';
  readonly phase: DeploymentPhase;
  readonly failures: StackFailure[];

  constructor(options: {
    phase: DeploymentPhase;
    failures: StackFailure[];
    /** How many stacks the phase has. */
    stacks: number;
    consequence?: string;
  }) {
    const { phase, failures, stacks } = options;
    super(
      [
        `${failures.length} of ${stacks} ${phase} stacks failed; ${
          options.consequence ?? consequences[phase]
        }. Run again when that is mended`,
        ...failures.flatMap(({ place, error }) => {
          const reason = failureReason(error);
          const advice = adviseOn(reason);
          return [
            `- ${describePlace(place)}: ${reason}`,
            ...(advice ? [`  ${advice}`] : []),
          ];
        }),
      ].join('\n'),
    );
    this.phase = phase;
    this.failures = failures;
  }
}

/** What failed, without naming the place once more. */
export function failureReason(error: Error): string {
  return error instanceof StackFailedError ? error.reason : error.message;
}
