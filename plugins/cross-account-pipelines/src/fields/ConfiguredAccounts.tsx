import type { ReactNode } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';

/** Loads the accounts of one use, and says so while there are none to show. */
export function ConfiguredAccounts(props: {
  use: 'pipeline' | 'target';
  children: (accounts: ConfiguredAccount[]) => ReactNode;
}) {
  const { use, children } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    () => api.listAccounts(),
    [api],
  );

  if (error && !loading) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('accounts.failed')}
        description={messageOf(error)}
        customActions={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('accounts.retry')}
          </Button>
        }
      />
    );
  }
  if (!value) {
    return (
      <div role="progressbar" aria-label={t('accounts.loading')}>
        <Skeleton width="100%" height={40} />
      </div>
    );
  }

  const accounts = value.filter(
    ({ uses, regions }) => uses.includes(use) && regions.length > 0,
  );
  if (accounts.length === 0) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t(`accounts.none.${use}`)}
        description={t('accounts.noneHint', { use })}
      />
    );
  }
  return <>{children(accounts)}</>;
}
