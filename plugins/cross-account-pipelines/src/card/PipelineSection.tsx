import { useId, useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  parsePipelineArn,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { RelativeTime } from '../RelativeTime';
import { AccountTable } from './AccountTable';
import { describePipeline } from './describePipeline';
import { PipelineSummaryLine } from './PipelineSummaryLine';
import styles from './PipelineSection.module.css';

/** One pipeline of the entity: what it is, how it is, and whom it reaches. */
export function PipelineSection({ pipeline }: { pipeline: EntityPipeline }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { pipelineArn, report, error } = pipeline;
  const heading = useId();
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <header className={styles.header}>
        <Text as="h4" id={heading} weight="bold" className={styles.name}>
          {report?.name ?? parsePipelineArn(pipelineArn)?.name ?? pipelineArn}
        </Text>
        <Place pipelineArn={pipelineArn} report={report} />
        {report && <Reading report={report} />}
      </header>
      {error && (
        <Alert
          role="alert"
          status={report ? 'warning' : 'danger'}
          icon
          title={t(report ? 'card.readFailed' : 'card.readFailedFirst')}
          description={error}
        />
      )}
      {report && <Findings report={report} />}
      {!report && !error && (
        <Text as="p" color="secondary">
          {t('card.neverChecked')}
        </Text>
      )}
    </section>
  );
}

function Place({ pipelineArn, report }: Omit<EntityPipeline, 'error'>) {
  const place = report
    ? {
        account: [report.account.id, report.account.name],
        region: report.region,
      }
    : parsePipelineArn(pipelineArn);
  if (!place) {
    return null;
  }
  return (
    <span className={styles.place}>
      {[place.account, place.region].flat().filter(Boolean).join(' · ')}
    </span>
  );
}

function Reading({ report }: { report: PipelineReport }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <span className={styles.reading}>
      {report.origin === 'predicted'
        ? t('card.predicted')
        : t('time.checked', { when: <RelativeTime moment={report.readAt} /> })}
    </span>
  );
}

function Findings({ report }: { report: PipelineReport }) {
  const description = useMemo(() => describePipeline(report), [report]);
  return (
    <>
      <PipelineSummaryLine description={description} />
      <AccountTable name={report.name} description={description} />
      {report.unseen.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {report.unseen.join(' ')}
        </Text>
      )}
    </>
  );
}
