import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from '../parts/announcement.module.css';
import type { EntityPipelinesState } from './useEntityPipelines';

/** Tells those who listen what the button shows. */
export function CheckAnnouncement(props: EntityPipelinesState) {
  const { pending, failure } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [checks, setChecks] = useState(false);
  useEffect(() => {
    if (pending === 'check') {
      setChecks(true);
    }
  }, [pending]);

  const done = checks && !failure ? t('card.checked') : '';
  return (
    <div role="status" className={styles.announcement}>
      {pending === 'check' ? t('card.checking') : done}
    </div>
  );
}
