import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { isForbidden } from '../requests/isForbidden';
import { messageOf } from '../requests/messageOf';
import type { EntityPipelinesState } from './useEntityPipelines';

/** Says what could not be loaded or checked, and what it takes. */
export function RequestFailure(props: EntityPipelinesState) {
  const { pipelines, failure, load } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (!failure) {
    return null;
  }
  const { request, error } = failure;
  if (isForbidden(error)) {
    const { name } =
      request === 'load'
        ? crossAccountPipelinesReadPermission
        : crossAccountPipelinesCheckPermission;
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t(`card.forbidden.${request}`)}
        description={`${messageOf(error).replace(/\.?$/, '.')} ${t(
          'card.forbiddenHint',
          { permission: name },
        )}`}
      />
    );
  }
  if (request === 'load') {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('card.loadFailed')}
        description={messageOf(error)}
        customActions={
          <Button size="small" variant="secondary" onPress={load}>
            {t('card.retry')}
          </Button>
        }
      />
    );
  }
  const hasReading = pipelines?.some(({ report }) => report);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t(hasReading ? 'card.checkFailed' : 'card.firstCheckFailed')}
      description={messageOf(error)}
    />
  );
}
