import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type { LinkQuery } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import { useSubmission } from '../requests/useSubmission';
import { linksAsCsv } from './linksAsCsv';
import { loadAllLinks } from './loadAllLinks';
import { saveFile } from './saveFile';

const nothing = () => {};

/** Saves every link that fits, not only those that were loaded. */
export function ExportMenu({ query }: { query: LinkQuery }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { pending, error, submit } = useSubmission(nothing);
  const save = (type: 'csv' | 'json') =>
    submit(async () => {
      const rows = await loadAllLinks(api, query);
      if (type === 'csv') {
        saveFile('links.csv', 'text/csv', linksAsCsv(rows));
      } else {
        const text = JSON.stringify(rows, undefined, 2);
        saveFile('links.json', 'application/json', text);
      }
    });
  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine aria-hidden />}
          isPending={pending}
        >
          {t('fleet.export')}
        </Button>
        <Menu>
          <MenuItem onAction={() => save('csv')}>CSV</MenuItem>
          <MenuItem onAction={() => save('json')}>JSON</MenuItem>
        </Menu>
      </MenuTrigger>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('fleet.exportFailed')}
          description={messageOf(error)}
        />
      )}
    </>
  );
}
