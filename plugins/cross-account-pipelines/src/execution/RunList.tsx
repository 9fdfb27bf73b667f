import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { HopVerdict } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  EntityPipeline,
  PipelineExecution,
} from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { RelativeTime } from '../parts/RelativeTime';
import { RunDetails } from './RunDetails';
import { RunStatus } from './RunStatus';
import { RunSummary } from './RunSummary';
import styles from './RunList.module.css';

/** The newest runs of a pipeline, each with its stages. */
export function RunList(props: {
  pipeline: EntityPipeline;
  mayRun: boolean;
  hrefOfHop(hop: HopVerdict): string | undefined;
  onDone(): void;
}) {
  const { pipeline, ...rest } = props;
  const { pipelineArn, report, executions = [] } = pipeline;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (executions.length === 0) {
    return <p className={styles.fact}>{t('run.none')}</p>;
  }
  return (
    <ol className={styles.runs}>
      {executions.map((run, index) => (
        <li key={run.id}>
          <Disclosure
            defaultOpen={index === 0}
            summary={<RunSummary run={run} />}
          >
            <div className={styles.run}>
              <Stages run={run} />
              <RunDetails
                pipelineArn={pipelineArn}
                run={run}
                health={report?.health}
                {...rest}
              />
            </div>
          </Disclosure>
        </li>
      ))}
    </ol>
  );
}

function Stages({ run }: { run: PipelineExecution }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (run.stages.length === 0) {
    return <p className={styles.fact}>{t('run.noStages')}</p>;
  }
  return (
    <ol className={styles.stages}>
      {run.stages.map(stage => (
        <li key={stage.name} className={styles.stage}>
          <div className={styles.stageName}>
            <strong>{stage.name}</strong> <RunStatus status={stage.status} />
          </div>
          <ul className={styles.actions}>
            {stage.actions.map(action => (
              <li key={action.name} className={styles.action}>
                <RunStatus status={action.status} />
                {action.externalUrl && /^https?:/.test(action.externalUrl) ? (
                  <Link
                    href={action.externalUrl}
                    target="_blank"
                    rel="noopener noreferrer"
                  >
                    {action.name}
                  </Link>
                ) : (
                  <span>{action.name}</span>
                )}
                {action.updatedAt && (
                  <span className={styles.fact}>
                    <RelativeTime moment={action.updatedAt} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
