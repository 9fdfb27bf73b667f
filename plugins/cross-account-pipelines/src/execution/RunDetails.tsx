import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Health,
  HopVerdict,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { ApprovalForm } from './ApprovalForm';
import { describeRun, hopBehind } from './describeRun';
import { FailedAction } from './FailedAction';
import { RetryButton } from './RetryButton';
import styles from './RunDetails.module.css';

/** What went wrong in a run or waits in it, and what a person can do about it. */
export function RunDetails(props: {
  pipelineArn: string;
  run: PipelineExecution;
  /** Of the pipeline, as it was last read. */
  health?: Health;
  mayRun: boolean;
  hrefOfHop(hop: HopVerdict): string | undefined;
  onDone(): void;
}) {
  const { pipelineArn, run, health, mayRun, hrefOfHop, onDone } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { failed, waiting, failedStages } = describeRun(run);
  if (failed.length + waiting.length === 0) {
    return null;
  }
  return (
    <div className={styles.details}>
      {failed.map(action => (
        <FailedAction
          key={`${action.stage}/${action.name}`}
          action={action}
          hrefOfHop={hrefOfHop}
        />
      ))}
      {failed.length > 0 && health === 'healthy' && !failed.some(hopBehind) && (
        <p className={styles.fact}>{t('run.notAHop')}</p>
      )}
      {mayRun && failedStages.length > 0 && (
        <div className={styles.actions}>
          {failedStages.map(stage => (
            <RetryButton
              key={stage}
              retry={{ pipelineArn, executionId: run.id, stage }}
              onDone={onDone}
            />
          ))}
        </div>
      )}
      {waiting.map(action => (
        <ApprovalForm
          key={`${action.stage}/${action.name}`}
          pipelineArn={pipelineArn}
          executionId={run.id}
          action={action}
          mayRun={mayRun}
          onDone={onDone}
        />
      ))}
    </div>
  );
}
