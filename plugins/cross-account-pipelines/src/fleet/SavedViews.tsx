import { useState } from 'react';
import type { FormEvent } from 'react';
import useObservable from 'react-use/esm/useObservable';
import {
  storageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Select, TextField } from '@backstage/ui';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from './SavedViews.module.css';

// A type rather than an interface, since only that is JSON to the storage.
type SavedView = {
  name: string;
  /** Parameters of the address. */
  search: string;
};

const key = 'views';

/** Views that the user keeps, each an address that anybody can open. */
export function SavedViews(props: {
  search: string;
  onOpen(search: string): void;
}) {
  const { search, onOpen } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { views, keep } = useSavedViews();
  const [name, setName] = useState<string>();
  const current = views.find(view => view.search === search);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name?.trim()) {
      keep([
        ...views.filter(view => view.name !== name.trim()),
        { name: name.trim(), search },
      ]);
      setName(undefined);
    }
  };
  return (
    <div className={styles.views}>
      {views.length > 0 && (
        <Select
          aria-label={t('view.saved')}
          placeholder={t('view.saved')}
          size="small"
          options={views.map(view => ({ value: view.name, label: view.name }))}
          value={current?.name ?? null}
          onChange={chosen => {
            const view = views.find(each => each.name === chosen);
            if (view) {
              onOpen(view.search);
            }
          }}
        />
      )}
      {current && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => keep(views.filter(view => view !== current))}
        >
          {t('view.forget', { name: current.name })}
        </Button>
      )}
      {!current && name === undefined && (
        <Button size="small" variant="tertiary" onPress={() => setName('')}>
          {t('view.save')}
        </Button>
      )}
      {!current && name !== undefined && (
        <form className={styles.views} onSubmit={save}>
          <TextField
            aria-label={t('view.name')}
            placeholder={t('view.name')}
            size="small"
            value={name}
            onChange={setName}
          />
          <Button type="submit" size="small" isDisabled={!name.trim()}>
            {t('view.keep')}
          </Button>
        </form>
      )}
    </div>
  );
}

function useSavedViews() {
  const storage = useApi(storageApiRef).forBucket(
    'cross-account-pipelines/fleet',
  );
  const [observed] = useState(() => storage.observe$<SavedView[]>(key));
  const snapshot = useObservable(observed, storage.snapshot<SavedView[]>(key));
  const stored: unknown = snapshot.value;
  return {
    views: Array.isArray(stored) ? (stored as SavedView[]) : [],
    keep: (views: SavedView[]) => storage.set(key, views),
  };
}
