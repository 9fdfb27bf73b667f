import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../HealthIcon';
import type { AccountCounts } from './describePipeline';
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
  const sentences = useSentences(own, counts);
  return (
    <p className={styles.summary}>
      <HealthIcon health={health} />
      <span>
        {[
          ...sentences,
          ...(unread > 0 ? [t('summary.unread', { count: unread })] : []),
        ].join(' · ')}
      </span>
    </p>
  );
}

function useSentences(own: Health, counts: AccountCounts): string[] {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { total: count, broken, unknown, pending, warning } = counts;

  const ofOwn = {
    healthy: undefined,
    warning: t('summary.ownWarning'),
    pending: t('summary.ownPending'),
    unknown: t('summary.ownUnknown'),
    broken: t('summary.ownBroken'),
  }[own];

  // The worst that is true of the accounts comes first and in full.
  const ofAccounts = [
    broken > 0 && t('summary.broken', { count, broken: String(broken) }),
    unknown > 0 &&
      (broken > 0
        ? t('summary.also.unknown', { count: unknown })
        : t('summary.unknown', { count, unknown: String(unknown) })),
    pending > 0 &&
      (broken + unknown > 0
        ? t('summary.also.pending', { count: pending })
        : t('summary.pending', { count, pending: String(pending) })),
    count > 0 &&
      broken + unknown + pending === 0 &&
      own !== 'broken' &&
      t('summary.reached', { count }),
    warning > 0 && t('summary.also.warning', { count: warning }),
    count === 0 && t('summary.noAccounts'),
  ];

  const sentences =
    own === 'broken' ? [ofOwn, ...ofAccounts] : [...ofAccounts, ofOwn];
  return sentences.filter(sentence => typeof sentence === 'string');
}
