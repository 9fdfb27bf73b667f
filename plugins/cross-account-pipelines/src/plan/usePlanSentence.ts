import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelinePlan } from 'backstage-plugin-cross-account-pipelines-common';
import { describePipeline } from '../card/describePipeline';
import { useSummarySentences } from '../card/useSummarySentences';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';

/** Says a plan in one sentence. */
export function usePlanSentence(): (plan: PipelinePlan) => string {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const sentencesOf = useSummarySentences();
  return ({ report, stacks, change }) => {
    const { own, counts } = describePipeline(report);
    return [
      t('plan.stacks', { count: stacks.length }),
      ...(change && change.lost.length > 0
        ? [
            t('plan.loses', {
              count: new Set(change.lost.map(({ account }) => account)).size,
            }),
          ]
        : []),
      ...sentencesOf(own.health, counts),
    ].join(' · ');
  };
}
