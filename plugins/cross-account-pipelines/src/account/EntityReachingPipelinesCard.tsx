import { useCallback } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { worstHealth } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { groupByAccount } from '../fleet/groupByAccount';
import { loadAllLinks } from '../fleet/loadAllLinks';
import { HealthIcon } from '../parts/HealthIcon';
import { Requested } from '../parts/Requested';
import { Surface } from '../parts/Surface';
import { useChanges } from '../requests/useChanges';
import { useRequest } from '../requests/useRequest';
import { accountIdOf } from './accountIdOf';
import { ReachingList } from './ReachingList';
import styles from './EntityReachingPipelinesCard.module.css';

/**
 * On the page of an account: which pipelines reach it, and how well.
 *
 * @public
 */
export function EntityReachingPipelinesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const account = accountIdOf(entity);
  return (
    <EntityInfoCard title={t('account.title')}>
      <Surface>
        {account ? (
          <Reaching key={account} account={account} />
        ) : (
          <p>{t('account.noId')}</p>
        )}
      </Surface>
    </EntityInfoCard>
  );
}

function Reaching({ account }: { account: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const request = useRequest(
    useCallback(
      async (signal: AbortSignal) =>
        groupByAccount(
          await loadAllLinks(api, { account: [account] }, signal),
        ).flatMap(({ links }) => links),
      [api, account],
    ),
  );
  useChanges(request.again);
  return (
    <Requested request={request}>
      {links =>
        links.length === 0 ? (
          <p>{t('account.none')}</p>
        ) : (
          <>
            <p className={styles.summary}>
              <HealthIcon
                health={worstHealth(links.map(({ health }) => health))}
              />
              {t('fleet.reaching', { count: links.length })}
            </p>
            <ReachingList links={links} />
          </>
        )
      }
    </Requested>
  );
}
