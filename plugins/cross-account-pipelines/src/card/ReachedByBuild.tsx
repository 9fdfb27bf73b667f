import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiHammerLine } from '@remixicon/react';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { nameAccount } from './verdicts/nameAccount';
import type { Accounts } from './verdicts/HopVerdictItem';
import styles from './Unseen.module.css';

/**
 * The accounts that a command of a build may enter by itself (H13): nobody can
 * see whether it does, so they are no links.
 */
export function ReachedByBuild(props: {
  report: PipelineReport;
  accounts: Accounts;
}) {
  const { report, accounts } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const entered = [...report.hops, ...report.links.flatMap(link => link.hops)]
    .filter(({ hop }) => hop === 'H13')
    .flatMap(({ resource, account }) => resource?.account ?? account ?? []);
  if (entered.length === 0) {
    return null;
  }
  return (
    <p className={styles.line}>
      <RiHammerLine aria-hidden size={16} />
      <span>
        {t('card.reachedByBuild')}{' '}
        {[...new Set(entered)]
          .map(account => nameAccount(account, accounts))
          .join(', ')}
      </span>
    </p>
  );
}
