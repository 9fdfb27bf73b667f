import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiEyeOffLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import styles from './Unseen.module.css';

/** What a verdict did not see, in one line that opens. */
export function Unseen({ sentences }: { sentences: string[] }) {
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
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
