import { useEffect, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { crossAccountPipelinesCheckPermission } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../messageOf';
import { PipelineSection } from './PipelineSection';
import { useEntityPipelines } from './useEntityPipelines';
import type { EntityPipelinesState } from './useEntityPipelines';
import styles from './EntityCrossAccountPipelineCard.module.css';

/**
 * Shows which accounts the entity's pipelines reach, whether they can reach
 * them all, and if not, what is in the way.
 *
 * @public
 */
export function EntityCrossAccountPipelineCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return <PipelinesCard key={entityRef} entityRef={entityRef} />;
}

function PipelinesCard({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const state = useEntityPipelines(entityRef);
  const { allowed: mayCheck } = usePermission({
    permission: crossAccountPipelinesCheckPermission,
    resourceRef: entityRef,
  });
  const { pipelines = [], pending, check } = state;
  const wasChecked = pipelines.some(({ report }) => report);

  return (
    <EntityInfoCard
      title={t(pipelines.length > 1 ? 'card.titleSeveral' : 'card.title')}
      headerActions={
        mayCheck &&
        pipelines.length > 0 && (
          <Button
            className={styles.action}
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine aria-hidden />}
            isPending={pending === 'check'}
            onPress={check}
          >
            {t(wasChecked ? 'card.check' : 'card.checkFirst')}
          </Button>
        )
      }
    >
      <div className={styles.body} aria-busy={pending !== undefined}>
        <Announcement {...state} />
        <Failure {...state} />
        <Content {...state} />
      </div>
    </EntityInfoCard>
  );
}

/** Tells those who listen what the button shows. */
function Announcement({ pending, failure }: EntityPipelinesState) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [checks, setChecks] = useState(false);
  useEffect(() => {
    if (pending === 'check') {
      setChecks(true);
    }
  }, [pending]);

  const done = checks && !failure ? t('card.checked') : '';
  return (
    <div role="status" className={styles.announcement}>
      {pending === 'check' ? t('card.checking') : done}
    </div>
  );
}

function Failure({ pipelines, failure, load }: EntityPipelinesState) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (!failure) {
    return null;
  }
  const message = messageOf(failure.error);
  if (failure.request === 'load') {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('card.loadFailed')}
        description={message}
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
      description={message}
    />
  );
}

function Content({ pipelines, pending }: EntityPipelinesState) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (!pipelines) {
    return pending === 'load' ? <Loading /> : null;
  }
  if (pipelines.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('card.noPipeline')}
      </Text>
    );
  }
  return (
    <>
      {pipelines.map(pipeline => (
        <PipelineSection key={pipeline.pipelineArn} pipeline={pipeline} />
      ))}
    </>
  );
}

function Loading() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <div role="progressbar" aria-label={t('card.loading')}>
      <Skeleton width="60%" height={20} style={{ marginBottom: 12 }} />
      <Skeleton width="100%" height={96} />
    </div>
  );
}
