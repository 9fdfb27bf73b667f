import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { RiUserSharedLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from './Unseen.module.css';

/** Says whose a pipeline is that the entity only names. */
export function OwnedElsewhere({ ownerRef }: { ownerRef: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <p className={styles.line}>
      <RiUserSharedLine aria-hidden size={16} />
      <span>
        {t('card.ownedElsewhere', {
          owner: <EntityRefLink entityRef={ownerRef} />,
        })}
      </span>
    </p>
  );
}
