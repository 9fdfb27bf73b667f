import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiHistoryLine } from '@remixicon/react';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { isOldReading } from '../parts/isOldReading';
import { RelativeTime } from '../parts/RelativeTime';
import styles from './Reading.module.css';

/** When the report was read; one that is old looks old. */
export function Reading({ report }: { report: PipelineReport }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (report.origin === 'predicted') {
    return <span className={styles.reading}>{t('card.predicted')}</span>;
  }
  const isOld = isOldReading(report.readAt);
  const when = <RelativeTime moment={report.readAt} />;
  return (
    <span className={styles.reading} data-old={isOld || undefined}>
      {isOld && <RiHistoryLine aria-hidden size={16} />}
      {t(isOld ? 'time.old' : 'time.checked', { when })}
    </span>
  );
}
