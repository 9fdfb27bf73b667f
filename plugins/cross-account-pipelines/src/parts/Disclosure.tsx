import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { RiArrowRightSLine } from '@remixicon/react';
import styles from './Disclosure.module.css';

/** A line that opens. What is inside is only made once somebody wants it. */
export function Disclosure(props: {
  summary: ReactNode;
  defaultOpen?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(props.defaultOpen ?? false);
  const content = useId();
  return (
    <div>
      <button
        type="button"
        className={styles.opener}
        aria-expanded={open}
        aria-controls={content}
        onClick={() => setOpen(!open)}
      >
        <RiArrowRightSLine aria-hidden size={16} className={styles.chevron} />
        {props.summary}
      </button>
      <div id={content} hidden={!open} className={styles.content}>
        {open && props.children}
      </div>
    </div>
  );
}
