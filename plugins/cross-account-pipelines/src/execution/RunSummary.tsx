import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  PipelineExecution,
  SourceRevision,
} from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Duration } from '../parts/Duration';
import { RelativeTime } from '../parts/RelativeTime';
import { cutText } from './cutText';
import { RunStatus } from './RunStatus';
import { RunTrigger } from './RunTrigger';
import styles from './RunSummary.module.css';

/** More of a commit or a digest tells nobody more. */
const revisionLength = 8;

/** One run in one line: how it went, of what, when and for how long. */
export function RunSummary({ run }: { run: PipelineExecution }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { status, startedAt, updatedAt, revisions, trigger } = run;
  return (
    <span className={styles.summary}>
      <RunStatus status={status} />
      {revisions.map(revision => (
        <Revision key={revision.action} revision={revision} />
      ))}
      <span className={styles.fact}>
        <RelativeTime moment={startedAt} />
      </span>
      {updatedAt && status !== 'InProgress' && (
        <span className={styles.fact}>
          {t('run.took', {
            duration: <Duration from={startedAt} to={updatedAt} />,
          })}
        </span>
      )}
      {trigger && (
        <span className={styles.fact}>
          <RunTrigger trigger={trigger} />
        </span>
      )}
    </span>
  );
}

function Revision({ revision }: { revision: SourceRevision }) {
  const { id, summary, url } = revision;
  const short = <code title={id}>{id.slice(0, revisionLength)}</code>;
  return (
    <span className={styles.revision}>
      {url && /^https?:/.test(url) ? (
        <Link href={url} target="_blank" rel="noopener noreferrer">
          {short}
        </Link>
      ) : (
        short
      )}
      {/* Of a file in S3, AWS only says the same again. */}
      {summary && !summary.includes(id) && (
        <span className={styles.fact}> {cutText(firstLine(summary), 80)}</span>
      )}
    </span>
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0];
}
