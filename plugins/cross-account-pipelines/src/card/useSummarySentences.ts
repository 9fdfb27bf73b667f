import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import type { AccountCounts } from './describePipeline';

/** Says how many accounts can be reached, the worst that is true of them first. */
export function useSummarySentences(): (
  own: Health,
  counts: AccountCounts,
) => string[] {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (own, counts) => {
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
  };
}
