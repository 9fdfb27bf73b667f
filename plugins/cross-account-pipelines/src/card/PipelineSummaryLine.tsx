import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../parts/HealthIcon';
import type { AccountCounts } from './describePipeline';
import { useSummarySentences } from './useSummarySentences';
import styles from './PipelineSummaryLine.module.css';

/** Says in one line whether every account can be reached. */
export function PipelineSummaryLine(props: {
  health: Health;
  /** Of what the pipelines need in their own accounts. */
  own: Health;
  counts: AccountCounts;
  /** How many pipelines nothing is known of. */
  unread?: number;
}) {
  const { health, own, counts, unread = 0 } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const sentencesOf = useSummarySentences();
  return (
    <p className={styles.summary}>
      <HealthIcon health={health} />
      <span>
        {[
          ...sentencesOf(own, counts),
          ...(unread > 0 ? [t('summary.unread', { count: unread })] : []),
        ].join(' · ')}
      </span>
    </p>
  );
}
