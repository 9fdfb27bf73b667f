import { useCallback } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { LinkQuery } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { HealthIcon } from '../parts/HealthIcon';
import { Requested } from '../parts/Requested';
import { useChanges } from '../requests/useChanges';
import { useRequest } from '../requests/useRequest';
import { ReachingList } from '../account/ReachingList';
import { groupByAccount } from './groupByAccount';
import { loadAllLinks } from './loadAllLinks';
import styles from './AccountList.module.css';

/** The same links by account: who reaches it. */
export function AccountList({ query }: { query: LinkQuery }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const request = useRequest(
    useCallback(
      async (signal: AbortSignal) =>
        groupByAccount(await loadAllLinks(api, query, signal)),
      [api, query],
    ),
  );
  useChanges(request.again);
  return (
    <Requested request={request}>
      {accounts =>
        accounts.length === 0 ? (
          <p className={styles.fact}>{t('fleet.none')}</p>
        ) : (
          <ul className={styles.accounts}>
            {accounts.map(({ account, health, links }) => (
              <li key={account.id}>
                <Disclosure
                  summary={
                    <span className={styles.account}>
                      <span className={styles.name}>
                        <HealthIcon health={health} />{' '}
                        {account.name ?? account.id}
                      </span>
                      <span className={styles.fact}>
                        {[account.name && account.id, account.environment]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                      <span>
                        {t('fleet.reaching', { count: links.length })}
                      </span>
                    </span>
                  }
                >
                  <EntityRefLink
                    entityRef={`resource:default/aws-account-${account.id}`}
                  />
                  <ReachingList links={links} />
                </Disclosure>
              </li>
            ))}
          </ul>
        )
      }
    </Requested>
  );
}
