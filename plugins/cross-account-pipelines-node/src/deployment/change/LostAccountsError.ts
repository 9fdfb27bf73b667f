import { CustomErrorBase } from '@backstage/errors';
import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import {
  describeReachedPlace,
  type PipelineChange,
  type ReachedPlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * A pipeline that exists would no longer reach accounts that it reaches, and
 * nobody said that it may. Nothing was changed.
 *
 * @public
 */
export class LostAccountsError extends CustomErrorBase {
  readonly name = 'LostAccountsError';
  readonly lost: ReachedPlace[];

  constructor(
    change: Pick<PipelineChange, 'pipelineArn' | 'lost'>,
    accounts?: AccountSummary[],
  ) {
    const { pipelineArn, lost } = change;
    super(
      [
        `${pipelineArn} exists already and would lose accounts; nothing was changed. Name them among its targets, change the pipeline with the template "Change a cross-account pipeline", or allow the loss (allowLoss, --allow-loss):`,
        ...lost.map(place => describeReachedPlace(place, accounts)),
      ].join('\n- '),
    );
    this.lost = lost;
  }
}
