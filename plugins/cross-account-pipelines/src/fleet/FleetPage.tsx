import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type {
  LinkQuery,
  LinkSortField,
} from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesReadPermission } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { isForbidden } from '../requests/isForbidden';
import { messageOf } from '../requests/messageOf';
import { Surface } from '../parts/Surface';
import { AccountList } from './AccountList';
import { ExplainBox } from './ExplainBox';
import { ExportMenu } from './ExportMenu';
import { FleetFilters } from './FleetFilters';
import { LinkTable } from './LinkTable';
import {
  type FleetView,
  readFleetView,
  toLinkQuery,
  writeFleetView,
} from './linkQueryInAddress';
import { SavedViews } from './SavedViews';
import { useLinks } from './useLinks';
import styles from './FleetPage.module.css';

/**
 * Every link in the portal. What is shown stands in the address, so that it can
 * be shared.
 */
export function FleetPage() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [parameters, setParameters] = useSearchParams();
  const search = writeFleetView(readFleetView(parameters)).toString();
  const view = useMemo(
    () => readFleetView(new URLSearchParams(search)),
    [search],
  );
  const query = useMemo(() => toLinkQuery(view), [view]);
  const show = useCallback(
    (next: FleetView) => setParameters(writeFleetView(next)),
    [setParameters],
  );
  return (
    <Surface>
      <div className={styles.page}>
        <ExplainBox />
        <FleetFilters view={view} onChange={show} />
        <div className={styles.bar}>
          <ToggleButtonGroup
            aria-label={t('fleet.by.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view.by]}
            onSelectionChange={([by]) =>
              show({ ...view, by: by as FleetView['by'] })
            }
          >
            <ToggleButton id="link">{t('fleet.by.link')}</ToggleButton>
            <ToggleButton id="account">{t('fleet.by.account')}</ToggleButton>
          </ToggleButtonGroup>
          <SavedViews search={search} onOpen={setParameters} />
          <ExportMenu query={query} />
        </div>
        {view.by === 'account' ? (
          <AccountList query={query} />
        ) : (
          <Links
            query={query}
            onSort={(sort, descending) =>
              show({ ...view, query: { ...view.query, sort, descending } })
            }
          />
        )}
      </div>
    </Surface>
  );
}

function Links(props: {
  query: LinkQuery;
  onSort(sort: LinkSortField, descending: boolean): void;
}) {
  const { query, onSort } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { rows, total, loading, error, more, again } = useLinks(query);
  return (
    <>
      <p role="status" className={styles.count}>
        {total !== undefined && t('fleet.count', { count: total })}
      </p>
      {error && (
        <Alert
          role="alert"
          status={isForbidden(error) ? 'warning' : 'danger'}
          icon
          title={t('request.failed')}
          description={
            isForbidden(error)
              ? `${messageOf(error)} ${t('card.forbiddenHint', {
                  permission: crossAccountPipelinesReadPermission.name,
                })}`
              : messageOf(error)
          }
          customActions={
            <Button size="small" variant="secondary" onPress={again}>
              {t('card.retry')}
            </Button>
          }
        />
      )}
      {total === undefined && loading && (
        <div role="progressbar" aria-label={t('request.loading')}>
          <Skeleton width="100%" height={320} />
        </div>
      )}
      {total === 0 && <p>{t('fleet.none')}</p>}
      {total !== undefined && total > 0 && (
        <LinkTable
          rows={rows}
          total={total}
          sort={query.sort}
          descending={query.descending}
          onSort={onSort}
          onEnd={more}
        />
      )}
    </>
  );
}
