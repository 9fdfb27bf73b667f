import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Unseen as NotSeen } from 'backstage-plugin-cross-account-pipelines-core';
import { RiEyeOffLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { Sentence } from '../parts/Sentence';
import styles from './Unseen.module.css';

/** What a verdict did not see, in one line that opens. */
export function Unseen({ sentences }: { sentences: NotSeen[] }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (sentences.length === 0) {
    return null;
  }
  return (
    <div className={styles.unseen}>
      <Disclosure
        summary={
          <span className={styles.summary}>
            <RiEyeOffLine aria-hidden size={16} />
            {t('card.unseen', { count: sentences.length })}
          </span>
        }
      >
        <ul className={styles.list}>
          {sentences.map(({ sentence, sentencePhrases }) => (
            <li key={sentence}>
              <Sentence text={sentence} phrases={sentencePhrases} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
