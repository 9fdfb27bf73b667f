import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import type { RequestState } from '../requests/useRequest';

/** Shows what was asked for, that it is on its way, or why it did not come. */
export function Requested<T>(props: {
  request: RequestState<T>;
  children(value: T): ReactNode;
}) {
  const { value, error, loading, again } = props.request;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('request.failed')}
          description={messageOf(error)}
          customActions={
            <Button size="small" variant="secondary" onPress={again}>
              {t('card.retry')}
            </Button>
          }
        />
      )}
      {value === undefined && loading && (
        <div role="progressbar" aria-label={t('request.loading')}>
          <Skeleton width="100%" height={96} />
        </div>
      )}
      {value !== undefined && props.children(value)}
    </>
  );
}
