import type { HTMLAttributes } from 'react';
import styles from './Surface.module.css';

/** Colours, type and spacing of everything that this plugin shows. */
export function Surface(props: HTMLAttributes<HTMLDivElement>) {
  return (
    <div {...props} className={styles.surface} data-cross-account-pipelines />
  );
}
