import { useId, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Alert,
  Button,
  Select,
  Skeleton,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { HopVerdict } from 'backstage-plugin-cross-account-pipelines-core';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { AccountTable } from '../card/AccountTable';
import { CheckAnnouncement } from '../card/CheckAnnouncement';
import { describeEntity } from '../card/describeEntity';
import type { DescribedPipeline } from '../card/describeEntity';
import { NoPipeline } from '../card/NoPipeline';
import { OwnedElsewhere } from '../card/OwnedElsewhere';
import { PipelineMenu } from '../card/PipelineMenu';
import { PipelineSummaryLine } from '../card/PipelineSummaryLine';
import { ReachedByBuild } from '../card/ReachedByBuild';
import { Reading } from '../card/Reading';
import { RequestFailure } from '../card/RequestFailure';
import { Unseen } from '../card/Unseen';
import { useEntityPipelines } from '../card/useEntityPipelines';
import type { EntityPipelinesState } from '../card/useEntityPipelines';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { RunList } from '../execution/RunList';
import { FindingList } from '../findings/FindingList';
import { HistoryTimeline } from '../history/HistoryTimeline';
import { LinkList } from '../link/LinkList';
import { PipelineGraph } from '../link/PipelineGraph';
import { Surface } from '../parts/Surface';
import { usePipelinePermissions } from '../requests/usePipelinePermissions';
import type { PipelinePermissions } from '../requests/usePipelinePermissions';
import {
  readTabPlace,
  tabViews,
  useEntityTabHref,
  writeTabPlace,
} from './useEntityTabHref';
import type { TabPlace, TabView } from './useEntityTabHref';
import styles from './EntityCrossAccountPipelinesContent.module.css';

/**
 * All that is known of an entity's pipelines: links as chains, runs, history
 * and findings. What is open stands in the address, so that it can be shared.
 *
 * @public
 */
export function EntityCrossAccountPipelinesContent() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return <Content key={entityRef} entityRef={entityRef} />;
}

function Content({ entityRef }: { entityRef: string }) {
  const state = useEntityPipelines(entityRef, 'full');
  const permissions = usePipelinePermissions(entityRef);
  const { pipelines, pending } = state;
  const entity = useMemo(
    () => pipelines && describeEntity(pipelines),
    [pipelines],
  );
  return (
    <Surface aria-busy={pending !== undefined}>
      <CheckAnnouncement {...state} />
      <RequestFailure {...state} />
      {!entity && pending === 'load' && <Loading />}
      {entity?.pipelines.length === 0 && <NoPipeline entityRef={entityRef} />}
      {entity && entity.pipelines.length > 0 && (
        <>
          {entity.pipelines.length > 1 && <PipelineSummaryLine {...entity} />}
          <ChosenPipeline
            entityRef={entityRef}
            pipelines={entity.pipelines}
            state={state}
            permissions={permissions}
          />
        </>
      )}
    </Surface>
  );
}

function Loading() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <div role="progressbar" aria-label={t('card.loading')}>
      <Skeleton width="100%" height={240} />
    </div>
  );
}

function ChosenPipeline(props: {
  entityRef: string;
  pipelines: DescribedPipeline[];
  state: EntityPipelinesState;
  permissions: PipelinePermissions;
}) {
  const { entityRef, pipelines, state, permissions } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [parameters, setParameters] = useSearchParams();
  const place = readTabPlace(parameters);
  const go = (next: TabPlace) => setParameters(writeTabPlace(next));
  const described =
    pipelines.find(
      ({ pipeline }) => pipeline.pipelineArn === place.pipelineArn,
    ) ?? pipelines[0];
  const { pipelineArn, report, error, ownerRef } = described.pipeline;
  const name = nameOf(pipelineArn);
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles.pipeline}>
      <header className={styles.header}>
        <Text as="h3" id={heading} variant="title-small" weight="bold">
          {name}
        </Text>
        {pipelines.length > 1 && (
          <Select
            aria-label={t('tab.pipeline')}
            size="small"
            options={pipelines.map(({ pipeline }) => ({
              value: pipeline.pipelineArn,
              label: nameOf(pipeline.pipelineArn),
            }))}
            value={pipelineArn}
            onChange={key => go({ pipelineArn: String(key), view: place.view })}
          />
        )}
        {report && <Reading report={report} />}
        {permissions.mayCheck && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine aria-hidden />}
            isPending={state.pending === 'check'}
            onPress={state.check}
          >
            {t(report ? 'card.check' : 'card.checkFirst')}
          </Button>
        )}
        <PipelineMenu
          entityRef={entityRef}
          pipelineArn={pipelineArn}
          name={name}
          onDone={state.load}
          {...permissions}
        />
      </header>
      {ownerRef && ownerRef !== entityRef && (
        <OwnedElsewhere ownerRef={ownerRef} />
      )}
      {error && (
        <Alert
          role="alert"
          status={report ? 'warning' : 'danger'}
          icon
          title={t(report ? 'card.readFailed' : 'card.readFailedFirst')}
          description={error}
        />
      )}
      <Views
        key={`${pipelineArn}/${place.hop ?? ''}`}
        entityRef={entityRef}
        described={described}
        place={place}
        onView={view => go({ pipelineArn: place.pipelineArn, view })}
        onChanged={state.load}
        permissions={permissions}
      />
    </section>
  );
}

function nameOf(pipelineArn: string): string {
  return parsePipelineArn(pipelineArn)?.name ?? pipelineArn;
}

function Views(props: {
  entityRef: string;
  described: DescribedPipeline;
  place: TabPlace;
  onView(view: TabView): void;
  onChanged(): void;
  permissions: PipelinePermissions;
}) {
  const { entityRef, described, place, onView, onChanged, permissions } = props;
  const { pipeline, description, health } = described;
  const { pipelineArn, report } = pipeline;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const tabHref = useEntityTabHref();
  const accounts = description?.accounts ?? new Map();
  const hrefOfHop = (hop: HopVerdict) =>
    tabHref(entityRef, { pipelineArn, hop: hop.id });
  return (
    <Tabs
      selectedKey={place.view ?? 'links'}
      onSelectionChange={key => onView(key as TabView)}
    >
      <TabList aria-label={t('tab.label')}>
        {tabViews.map(view => (
          <Tab key={view} id={view}>
            {t(`tab.view.${view}`)}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="links" className={styles.panel}>
        {report && description ? (
          <>
            <PipelineSummaryLine
              health={health}
              own={description.own.health}
              counts={description.counts}
            />
            <PipelineGraph report={report} />
            <LinkList
              report={report}
              accounts={accounts}
              hop={place.hop}
              addressOf={hrefOfHop}
            />
            <AccountTable name={report.name} description={description} />
            <ReachedByBuild report={report} accounts={accounts} />
            <Unseen sentences={report.unseen} />
          </>
        ) : (
          <p>{t('card.neverChecked')}</p>
        )}
      </TabPanel>
      <TabPanel id="runs" className={styles.panel}>
        <RunList
          pipeline={pipeline}
          mayRun={permissions.mayRun}
          hrefOfHop={hrefOfHop}
          onDone={onChanged}
        />
      </TabPanel>
      <TabPanel id="history" className={styles.panel}>
        <HistoryTimeline pipelineArn={pipelineArn} accounts={accounts} />
      </TabPanel>
      <TabPanel id="findings" className={styles.panel}>
        {report ? (
          <FindingList
            report={report}
            accounts={accounts}
            mayWaive={permissions.mayWaive}
          />
        ) : (
          <p>{t('card.neverChecked')}</p>
        )}
      </TabPanel>
    </Tabs>
  );
}
