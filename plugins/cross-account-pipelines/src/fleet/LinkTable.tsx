import { useEffect, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import type {
  LinkRow,
  LinkSortField,
} from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { useEntityTabHref } from '../entityTab/useEntityTabHref';
import { HealthIcon } from '../parts/HealthIcon';
import { OldReading } from '../parts/OldReading';
import { RelativeTime } from '../parts/RelativeTime';
import { HopReason } from '../sentences/HopReason';
import styles from './LinkTable.module.css';

const columns = [
  { id: 'service', sort: 'entity' },
  { id: 'owner', sort: undefined },
  { id: 'account', sort: 'account' },
  { id: 'environment', sort: undefined },
  { id: 'region', sort: undefined },
  { id: 'state', sort: 'health' },
  { id: 'since', sort: 'since' },
  { id: 'hop', sort: undefined },
] as const;

/** About what a row takes; it is measured once it is there. */
const estimatedRowHeight = 44;

/** How near to the end somebody has to scroll for more to be loaded. */
const rowsAhead = 40;

/**
 * Links as rows, of which only those in view are made: ten thousand scroll as
 * ten do.
 */
export function LinkTable(props: {
  rows: LinkRow[];
  total: number;
  sort?: LinkSortField;
  descending?: boolean;
  onSort(sort: LinkSortField, descending: boolean): void;
  onEnd(): void;
}) {
  const { rows, total, sort = 'health', onSort, onEnd } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowHeight,
    overscan: 12,
    getItemKey: index => keyOf(rows[index]),
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length < total && last >= rows.length - rowsAhead) {
      onEnd();
    }
  }, [last, onEnd, rows.length, total]);

  // The worst first is what the backend gives unless told otherwise.
  const descending = props.descending ?? sort === 'health';
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="region"
      aria-label={t('fleet.table')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div
        role="table"
        aria-label={t('fleet.table')}
        aria-rowcount={total + 1}
        className={styles.table}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row}>
            {columns.map(column => (
              <div
                key={column.id}
                role="columnheader"
                className={styles.header}
                aria-sort={ariaSort(column.sort, sort, descending)}
              >
                {column.sort ? (
                  <SortButton
                    sort={column.sort}
                    active={column.sort === sort}
                    descending={descending}
                    onSort={onSort}
                  >
                    {t(`fleet.column.${column.id}`)}
                  </SortButton>
                ) : (
                  t(`fleet.column.${column.id}`)
                )}
              </div>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map(item => (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 2}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Cells row={rows[item.index]} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function ariaSort(
  field: LinkSortField | undefined,
  sort: LinkSortField,
  descending: boolean,
) {
  if (!field || field !== sort) {
    return undefined;
  }
  return descending ? 'descending' : 'ascending';
}

function keyOf({ pipelineArn, account, region, isOwn }: LinkRow): string {
  return [pipelineArn, account.id, region, isOwn].join('/');
}

function SortButton(props: {
  sort: LinkSortField;
  active: boolean;
  descending: boolean;
  onSort(sort: LinkSortField, descending: boolean): void;
  children: string;
}) {
  const { sort, active, descending, onSort, children } = props;
  const Icon = descending ? RiArrowDownLine : RiArrowUpLine;
  return (
    <button
      type="button"
      className={styles.sort}
      onClick={() => onSort(sort, active ? !descending : sort === 'health')}
    >
      {children}
      {active && <Icon aria-hidden size={14} />}
    </button>
  );
}

function Cells({ row }: { row: LinkRow }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const tabHref = useEntityTabHref();
  const { account, region, health, since, hop, owner, isOwn } = row;
  return (
    <>
      <div role="cell" className={styles.service}>
        <EntityRefLink entityRef={row.entityRef} />
        <span className={styles.fact}>{row.pipelineName}</span>
      </div>
      <div role="cell" className={styles.owner}>
        {owner && <EntityRefLink entityRef={owner} defaultKind="group" />}
      </div>
      <div role="cell" className={styles.account}>
        <span>{account.name ?? account.id}</span>
        <span className={styles.fact}>
          {isOwn ? t('table.own') : account.name && account.id}
        </span>
      </div>
      <div role="cell" className={styles.environment}>
        {account.environment}
      </div>
      <div role="cell" className={styles.region}>
        {region}
      </div>
      <div role="cell" className={styles.state}>
        <HealthIcon health={health} />
        <span aria-hidden>{t(`health.${health}`)}</span>
      </div>
      <div role="cell" className={styles.since}>
        <RelativeTime moment={since} />
        <OldReading readAt={row.readAt} />
      </div>
      <div role="cell" className={styles.hop}>
        {hop && (
          <Link
            href={tabHref(row.entityRef, {
              pipelineArn: row.pipelineArn,
              hop: hop.id,
            })}
          >
            <HopReason hop={hop} />
          </Link>
        )}
      </div>
    </>
  );
}
