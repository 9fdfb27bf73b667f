import { useEffect, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Button, SearchField, Select, Tag, TagGroup } from '@backstage/ui';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import type { FleetView, ListFilter, TimeSpan } from './linkQueryInAddress';
import { timeSpans } from './linkQueryInAddress';
import styles from './FleetFilters.module.css';

/** How long somebody pauses who has typed what they look for, in milliseconds. */
const typingPause = 300;

/** Filters that only links from elsewhere set: shown as tags that can go. */
const otherFilters = ['region', 'system', 'entity', 'hop', 'rule'] as const;

/** Everything that narrows the fleet page. */
export function FleetFilters(props: {
  view: FleetView;
  onChange(view: FleetView): void;
}) {
  const { view, onChange } = props;
  const { query, within } = view;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { accounts, environments, owners } = useChoices();
  const choose = (filter: ListFilter, values: string[]) =>
    onChange({
      ...view,
      query: { ...query, [filter]: values.length > 0 ? values : undefined },
    });
  const isFiltered =
    within !== undefined ||
    Object.entries(query).some(
      ([name, value]) =>
        name !== 'sort' && name !== 'descending' && value !== undefined,
    );
  return (
    <div role="search" aria-label={t('fleet.filters')} className={styles.all}>
      <div className={styles.filters}>
        <SearchText
          text={query.text ?? ''}
          onChange={text =>
            onChange({ ...view, query: { ...query, text: text || undefined } })
          }
        />
        <Choice
          label={t('fleet.column.state')}
          chosen={query.health}
          options={[...healthsFromBest]
            .reverse()
            .map(value => ({ value, label: t(`health.${value}`) }))}
          onChoose={values => choose('health', values)}
        />
        <Choice
          label={t('fleet.column.account')}
          chosen={query.account}
          options={accounts}
          onChoose={values => choose('account', values)}
        />
        <Choice
          label={t('fleet.column.environment')}
          chosen={query.environment}
          options={environments}
          onChoose={values => choose('environment', values)}
        />
        <Choice
          label={t('fleet.column.owner')}
          chosen={query.owner}
          options={owners}
          onChoose={values => choose('owner', values)}
        />
        <Select
          label={t('fleet.column.since')}
          size="small"
          options={[
            { value: 'any', label: t('fleet.within.any') },
            ...(Object.keys(timeSpans) as TimeSpan[]).map(value => ({
              value,
              label: t(`fleet.within.${value}`),
            })),
          ]}
          value={within ?? 'any'}
          onChange={key =>
            onChange({
              ...view,
              within: key === 'any' ? undefined : (key as TimeSpan),
            })
          }
        />
        {isFiltered && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() =>
              onChange({
                by: view.by,
                query: { sort: query.sort, descending: query.descending },
              })
            }
          >
            {t('fleet.clear')}
          </Button>
        )}
      </div>
      <OtherFilters query={query} onChoose={choose} />
    </div>
  );
}

function SearchText(props: { text: string; onChange(text: string): void }) {
  const { text, onChange } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useDebounce(
    () => {
      if (typed !== text) {
        onChange(typed);
      }
    },
    typingPause,
    [typed],
  );
  return (
    <SearchField
      className={styles.search}
      size="small"
      label={t('fleet.search')}
      placeholder={t('fleet.search')}
      value={typed}
      onChange={setTyped}
    />
  );
}

function Choice(props: {
  label: string;
  chosen?: string[];
  options: Array<{ value: string; label: string }>;
  onChoose(values: string[]): void;
}) {
  const { label, chosen = [], options, onChoose } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  // What the address names stays a choice, known here or not.
  const all = [
    ...options,
    ...chosen
      .filter(value => !options.some(option => option.value === value))
      .map(value => ({ value, label: value })),
  ];
  return (
    <Select
      label={label}
      size="small"
      placeholder={t('fleet.any')}
      selectionMode="multiple"
      options={all}
      search={all.length > 8 ? true : undefined}
      value={chosen}
      onChange={keys => onChoose([...(keys as Iterable<string>)].map(String))}
    />
  );
}

function OtherFilters(props: {
  query: FleetView['query'];
  onChoose(filter: ListFilter, values: string[]): void;
}) {
  const { query, onChoose } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const tags = otherFilters.flatMap(filter =>
    (query[filter] ?? []).map(value => ({ filter, value })),
  );
  if (tags.length === 0) {
    return null;
  }
  return (
    <TagGroup
      aria-label={t('fleet.filters')}
      onRemove={keys => {
        for (const { filter, value } of tags) {
          if (keys.has(`${filter}:${value}`)) {
            onChoose(
              filter,
              (query[filter] ?? []).filter(other => other !== value),
            );
          }
        }
      }}
    >
      {tags.map(({ filter, value }) => (
        <Tag key={`${filter}:${value}`} id={`${filter}:${value}`}>
          {`${t(`fleet.filter.${filter}`)}: ${value}`}
        </Tag>
      ))}
    </TagGroup>
  );
}

/** What can be chosen: accounts as configured, owners as in the catalog. */
function useChoices() {
  const api = useApi(crossAccountPipelinesApiRef);
  const catalogApi = useApi(catalogApiRef);
  const { value: accounts = [] } = useAsync(() => api.listAccounts(), [api]);
  const { value: facets } = useAsync(
    () =>
      catalogApi.getEntityFacets({
        facets: ['relations.ownedBy'],
        filter: { kind: 'Component' },
      }),
    [catalogApi],
  );
  const environments = new Set(
    accounts.flatMap(({ environment }) => environment ?? []),
  );
  return {
    accounts: accounts.map(({ id, name }) => ({
      value: id,
      label: `${name} · ${id}`,
    })),
    environments: [...environments].map(value => ({ value, label: value })),
    owners: (facets?.facets['relations.ownedBy'] ?? []).map(({ value }) => ({
      value,
      label: value.replace(/^group:(default\/)?/, ''),
    })),
  };
}
