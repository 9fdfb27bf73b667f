import { useMemo } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Button, Link, Skeleton } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { useEntityTabHref } from '../entityTab/useEntityTabHref';
import { Surface } from '../parts/Surface';
import { usePipelinePermissions } from '../requests/usePipelinePermissions';
import type { PipelinePermissions } from '../requests/usePipelinePermissions';
import { CheckAnnouncement } from './CheckAnnouncement';
import { describeEntity } from './describeEntity';
import { NoPipeline } from './NoPipeline';
import { OpeningPipelineSection, PipelineSection } from './PipelineSection';
import { PipelineSummaryLine } from './PipelineSummaryLine';
import { RequestFailure } from './RequestFailure';
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
  const state = useEntityPipelines(entityRef, 'glance');
  const permissions = usePipelinePermissions(entityRef);
  const { pipelines = [], pending, check } = state;
  const wasChecked = pipelines.some(({ report }) => report);

  return (
    <EntityInfoCard
      title={t(pipelines.length > 1 ? 'card.titleSeveral' : 'card.title')}
      headerActions={
        permissions.mayCheck &&
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
      <Surface aria-busy={pending !== undefined}>
        <CheckAnnouncement {...state} />
        <RequestFailure {...state} />
        <Content
          entityRef={entityRef}
          state={state}
          permissions={permissions}
        />
      </Surface>
    </EntityInfoCard>
  );
}

function Content(props: {
  entityRef: string;
  state: EntityPipelinesState;
  permissions: PipelinePermissions;
}) {
  const { entityRef, state, permissions } = props;
  const { pipelines, pending, load } = state;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const tabHref = useEntityTabHref();
  const entity = useMemo(
    () => pipelines && describeEntity(pipelines),
    [pipelines],
  );
  if (!entity) {
    return pending === 'load' ? <Loading /> : null;
  }
  if (entity.pipelines.length === 0) {
    return <NoPipeline entityRef={entityRef} />;
  }
  const common = { entityRef, permissions, onChanged: load };
  return (
    <>
      {entity.pipelines.length === 1 ? (
        <PipelineSection described={entity.pipelines[0]} {...common} />
      ) : (
        <>
          <PipelineSummaryLine {...entity} />
          {entity.pipelines.map((described, index) => (
            <OpeningPipelineSection
              key={described.pipeline.pipelineArn}
              described={described}
              defaultOpen={index === 0 && described.health !== 'healthy'}
              {...common}
            />
          ))}
        </>
      )}
      <Link href={tabHref(entityRef)} className={styles.details}>
        {t('card.details')}
      </Link>
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
