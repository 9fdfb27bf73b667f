import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from '../parts/announcement.module.css';
import type { EntityPipelinesState } from './useEntityPipelines';

/** Says what the button only turns for, and tells those who listen how it ended. */
export function CheckAnnouncement(props: EntityPipelinesState) {
  const { pending, failure } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [checks, setChecks] = useState(false);
  useEffect(() => {
    if (pending === 'check') {
      setChecks(true);
    }
  }, [pending]);

  const isChecking = pending === 'check';
  const done = checks && !failure ? t('card.checked') : '';
  return (
    <div
      role="status"
      className={isChecking ? styles.visible : styles.announcement}
    >
      {isChecking ? t('card.checking') : done}
    </div>
  );
}
