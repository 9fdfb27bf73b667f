import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiHistoryLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { isOldReading } from './isOldReading';
import { RelativeTime } from './RelativeTime';
import styles from './OldReading.module.css';

/** Says of what was not read lately when that was, and nothing of the rest. */
export function OldReading({ readAt }: { readAt: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return isOldReading(readAt) ? (
    <span className={styles.old}>
      <RiHistoryLine aria-hidden size={14} />
      <span>{t('time.old', { when: <RelativeTime moment={readAt} /> })}</span>
    </span>
  ) : null;
}
