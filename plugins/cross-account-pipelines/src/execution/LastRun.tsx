import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HopVerdict } from 'backstage-plugin-cross-account-pipelines-core';
import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { RunDetails } from './RunDetails';
import { RunSummary } from './RunSummary';
import styles from './LastRun.module.css';

/** What happened last, beside what is possible. */
export function LastRun(props: {
  pipeline: EntityPipeline;
  mayRun: boolean;
  hrefOfHop(hop: HopVerdict): string | undefined;
  onDone(): void;
}) {
  const { pipeline, ...rest } = props;
  const { pipelineArn, report, executions } = pipeline;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (!executions) {
    return null;
  }
  const [run] = executions;
  if (!run) {
    return <p className={styles.label}>{t('run.none')}</p>;
  }
  return (
    <div className={styles.run}>
      <div className={styles.line}>
        <span className={styles.label}>{t('run.last')}</span>
        <RunSummary run={run} />
      </div>
      <RunDetails
        pipelineArn={pipelineArn}
        run={run}
        health={report?.health}
        {...rest}
      />
    </div>
  );
}
