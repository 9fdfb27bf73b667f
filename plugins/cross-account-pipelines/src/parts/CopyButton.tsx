import { useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from './announcement.module.css';

/** Copies a text and says that it did. */
export function CopyButton(props: { text: string; label: string }) {
  const { text, label } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [, copy] = useCopyToClipboard();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        iconStart={
          copied ? <RiCheckLine aria-hidden /> : <RiFileCopyLine aria-hidden />
        }
        onPress={() => {
          copy(text);
          setCopied(true);
        }}
        onBlur={() => setCopied(false)}
      >
        {label}
      </Button>
      <span role="status" className={styles.announcement}>
        {copied && t('copy.done')}
      </span>
    </>
  );
}
