import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { coversAccount } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { PipelineAccountValue } from './pipelineAccount/pipelineAccountSchema';
import type { StagesValue } from './targets/targetsSchema';

/** An account and Region in which a form looks for what it offers. */
export interface Place {
  account: string;
  region: string;
}

/** More accounts than these are not asked what they have for one field. */
const MAX_PLACES = 8;

/**
 * Where a form's answers say that something is: in the pipeline account, the
 * only one there is if none was chosen yet, or in each target.
 */
export function findPlaces(options: {
  inside: 'pipeline' | 'targets';
  answers: { pipeline?: Partial<PipelineAccountValue>; stages?: StagesValue };
  accounts: ConfiguredAccount[];
}): Place[] {
  const { inside, answers, accounts } = options;
  const { pipeline, stages = [] } = answers;
  if (inside === 'targets') {
    const targets = stages
      .flatMap(stage => stage?.targets ?? [])
      .flatMap(({ account, rule, region }) =>
        account === undefined && rule
          ? accounts
              .filter(each => coversAccount(rule, each))
              .map(({ id }) => ({ account: id, region }))
          : [{ account: account!, region }],
      );
    return [
      ...new Map(
        targets.map(target => [JSON.stringify(target), target]),
      ).values(),
    ].slice(0, MAX_PLACES);
  }
  if (pipeline?.account && pipeline.region) {
    return [{ account: pipeline.account, region: pipeline.region }];
  }
  const [only, ...others] = accounts.filter(({ uses }) =>
    uses.includes('pipeline'),
  );
  return only && others.length === 0 && only.regions.length > 0
    ? [{ account: only.id, region: only.regions[0] }]
    : [];
}
