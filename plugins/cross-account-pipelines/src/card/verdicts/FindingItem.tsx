import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../../parts/HealthIcon';
import { EvidenceList } from './EvidenceList';
import type { Accounts } from './HopVerdictItem';
import { nameAccount } from './nameAccount';
import { RemedyView } from './RemedyView';
import { Sentence } from '../../parts/Sentence';
import { WaivedLine } from './WaivedLine';
import styles from './HopVerdictItem.module.css';

/** Something wrong or too wide that is not one hop's verdict. */
export function FindingItem(props: { finding: Finding; accounts: Accounts }) {
  const { finding, accounts } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <li className={styles.item}>
      <HealthIcon health={finding.health} />
      <div className={styles.content}>
        <p className={styles.reason}>
          <Sentence text={finding.message} phrases={finding.messagePhrases} />
        </p>
        {finding.waived && <WaivedLine waived={finding.waived} />}
        {finding.account && (
          <p>
            {t('hop.change.any', {
              account: nameAccount(finding.account, accounts),
            })}
          </p>
        )}
        <EvidenceList evidence={finding.evidence} accounts={accounts} />
        {finding.remedy && (
          <RemedyView remedy={finding.remedy} accounts={accounts} />
        )}
      </div>
    </li>
  );
}
