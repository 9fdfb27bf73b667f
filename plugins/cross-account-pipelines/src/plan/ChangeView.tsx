import useAsync from 'react-use/esm/useAsync';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import {
  describeReachedPlace,
  type PipelineChange,
  type ReachedPlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../parts/HealthIcon';
import { useListNames } from '../parts/useListNames';
import styles from './PlanView.module.css';

/** What a pipeline that exists gains and loses; what it loses first. */
export function ChangeView(props: {
  change: PipelineChange;
  accounts: AccountSummary[];
}) {
  const { change } = props;
  const { gained, lost, kept, leftovers, applications, stores } = change;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const listNames = useListNames();
  const api = useApi(crossAccountPipelinesApiRef);
  // The report of a plan does not know those that it loses.
  const { value: configured = [] } = useAsync(
    async () => api.listAccounts(),
    [api],
  );
  const accounts = [...props.accounts, ...configured];
  const name = (place: ReachedPlace) => describeReachedPlace(place, accounts);
  const all = (places: ReachedPlace[]) => ({
    places: listNames(places.map(name)),
  });
  const losses = [
    ...(lost.length > 0 ? [t('plan.change.lost', all(lost))] : []),
    ...stores.map(store =>
      t(`plan.change.${store.change}`, {
        thing: store.logicalId,
        place: name(store),
      }),
    ),
    ...leftovers.map(({ stackName: stack, roles, ...place }) =>
      roles.length > 0
        ? t('plan.change.leftoverRoles', {
            stack,
            place: name(place),
            roles: listNames(roles),
          })
        : t('plan.change.leftover', { stack, place: name(place) }),
    ),
    ...applications.map(({ stackName: stack, ...place }) =>
      t('plan.change.application', { stack, place: name(place) }),
    ),
  ];
  return (
    <ul className={styles.findings}>
      {losses.map(sentence => (
        <li key={sentence} className={styles.finding}>
          <HealthIcon health="warning" />
          <div>{sentence}</div>
        </li>
      ))}
      {gained.length > 0 && <li>{t('plan.change.gained', all(gained))}</li>}
      {kept.length > 0 && <li>{t('plan.change.kept', all(kept))}</li>}
    </ul>
  );
}
