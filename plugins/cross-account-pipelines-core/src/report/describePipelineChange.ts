import { describePlace } from '../template';
import { describeAccountAndRegion } from './describeLink';
import type { LostStore, PipelineChange, ReachedPlace } from './PipelineChange';
import type { AccountSummary } from './PipelineReport';

/**
 * What a pipeline gains and loses, as sentences without a full stop.
 *
 * @param accounts - what people call the accounts
 *
 * @alpha
 */
export function describePipelineChange(
  change: PipelineChange,
  accounts: AccountSummary[] = [],
): string[] {
  const { gained, lost, kept, leftovers, applications, stores } = change;
  const named = (places: ReachedPlace[]) =>
    places.map(place => describeReachedPlace(place, accounts)).join('; ');
  return [
    ...(gained.length > 0 ? [`Gains ${named(gained)}`] : []),
    ...(lost.length > 0 ? [`Loses ${named(lost)}`] : []),
    ...(kept.length > 0 ? [`Keeps ${named(kept)}`] : []),
    ...leftovers.map(stack =>
      [
        `Nothing needs ${describePlace(stack)} any more`,
        ...(stack.roles.length > 0
          ? [`with its ${nouns(stack.roles, 'role')}`]
          : []),
      ].join(', '),
    ),
    ...applications.map(
      stack =>
        `Does not deploy ${describePlace(
          stack,
        )} any more, which it has deployed`,
    ),
    ...stores.map(describeStore),
  ];
}

/**
 * An account and a Region that a pipeline reaches, in a sentence.
 *
 * @alpha
 */
export function describeReachedPlace(
  { account, region }: ReachedPlace,
  accounts: AccountSummary[] = [],
): string {
  const named = accounts.find(({ id }) => id === account);
  return describeAccountAndRegion({
    account: named ?? { id: account },
    region,
  });
}

function nouns(names: string[], noun: string): string {
  return `${noun}${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}

function describeStore(store: LostStore): string {
  const { logicalId, type, change, retained } = store;
  const noun = type === 'AWS::KMS::Key' ? 'key' : 'bucket';
  const loss =
    noun === 'key'
      ? 'artifacts that it has encrypted cannot be read once it is gone'
      : 'the artifacts in it are not found any more';
  return `The ${noun} ${logicalId} of ${describePlace(
    store,
  )} is ${change}: ${loss}${
    retained ? ', though it stays in the account' : ''
  }`;
}
