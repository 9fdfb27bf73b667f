import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { useConsoleLink } from './useConsoleLink';
import styles from './ConsoleLink.module.css';

/** Opens a thing in the AWS console of its account, where it has a page. */
export function ConsoleLink(props: { arn: string; account: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const href = useConsoleLink()(props.arn, props.account);
  return href ? (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      <span className={styles.link}>
        {t('console.open')}
        <RiExternalLinkLine aria-hidden size={14} />
      </span>
    </Link>
  ) : null;
}
