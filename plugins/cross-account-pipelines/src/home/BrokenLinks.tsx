import { useCallback } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { ReachingList } from '../account/ReachingList';
import { HealthIcon } from '../parts/HealthIcon';
import { Requested } from '../parts/Requested';
import { fleetRouteRef } from '../routes';
import { Surface } from '../parts/Surface';
import { useChanges } from '../requests/useChanges';
import { useRequest } from '../requests/useRequest';
import styles from '../account/EntityReachingPipelinesCard.module.css';

/** What a home page has room for. */
const mostShown = 5;

/** On a home page: which links are broken, and the way to all of them. */
export function BrokenLinks() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const fleet = useRouteRef(fleetRouteRef);
  const request = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.queryLinks(
          {
            health: ['broken'],
            sort: 'since',
            descending: true,
            limit: mostShown,
          },
          { signal },
        ),
      [api],
    ),
  );
  useChanges(request.again);
  return (
    <Surface>
      <Requested request={request}>
        {({ items, totalItems }) => (
          <>
            <p className={styles.summary}>
              <HealthIcon health={totalItems > 0 ? 'broken' : 'healthy'} />
              {totalItems > 0
                ? t('home.broken', { count: totalItems })
                : t('home.healthy')}
            </p>
            <ReachingList links={items} />
            <Link href={`${fleet()}${totalItems > 0 ? '?health=broken' : ''}`}>
              {t('home.all')}
            </Link>
          </>
        )}
      </Requested>
    </Surface>
  );
}
