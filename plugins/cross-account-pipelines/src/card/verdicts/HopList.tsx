import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Gate } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import type { Row } from '../describePipeline';
import { FindingItem } from './FindingItem';
import { HopVerdictItem } from './HopVerdictItem';
import type { Accounts } from './HopVerdictItem';
import { isRemedyShown } from './isRemedyShown';
import styles from './HopList.module.css';

/** Everything that was judged for one row, gate by gate. */
export function HopList({ row, accounts }: { row: Row; accounts: Accounts }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (row.hops.length === 0 && row.findings.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('hop.none')}
      </Text>
    );
  }
  return (
    <div className={styles.hops}>
      {gatesOf(row).map(gate => (
        <div key={gate} role="group" aria-label={t(`gate.${gate}`)}>
          <p className={styles.heading}>
            <strong>{t(`gate.${gate}`)}</strong>
            {'account' in row && ` · ${t(`gate.hint.${gate}`)}`}
          </p>
          <ul className={styles.list}>
            {row.hops.map(
              (hop, index) =>
                hop.gate === gate && (
                  <HopVerdictItem
                    key={hop.id}
                    hop={hop}
                    accounts={accounts}
                    remedyShown={isRemedyShown(hop, row.hops.slice(0, index))}
                  />
                ),
            )}
          </ul>
        </div>
      ))}
      {row.findings.length > 0 && (
        <>
          <p className={styles.heading}>{t('hop.findings')}</p>
          <ul className={styles.list}>
            {row.findings.map((finding, index) => (
              <FindingItem
                key={`${finding.rule}/${index}`}
                finding={finding}
                accounts={accounts}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function gatesOf({ hops }: Row): Gate[] {
  return [...new Set(hops.map(({ gate }) => gate))];
}
