import { useEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import code from '../card/verdicts/Code.module.css';
import { findStatementLines } from './findStatementLines';
import type { StatementLines } from './findStatementLines';
import styles from './HighlightedDocument.module.css';

/** A whole document, with the statement that decides marked in it. */
export function HighlightedDocument(props: {
  label: string;
  document: string;
  statement: string;
}) {
  const { label, document, statement } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const found = findStatementLines(document, statement);
  return found ? (
    <Disclosure summary={t('hop.wholeDocument')}>
      <Lines label={label} found={found} />
    </Disclosure>
  ) : null;
}

function Lines(props: { label: string; found: StatementLines }) {
  const { lines, start, end } = props.found;
  const frame = useRef<HTMLPreElement>(null);
  const marked = useRef<HTMLElement>(null);
  useEffect(() => {
    if (frame.current && marked.current) {
      frame.current.scrollTop = marked.current.offsetTop - 24;
    }
  }, []);
  const text = (from: number, to?: number) => lines.slice(from, to).join('\n');
  return (
    <pre
      ref={frame}
      className={`${code.code} ${styles.document}`}
      role="region"
      aria-label={props.label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <code>
        {`${text(0, start)}\n`}
        <mark ref={marked} className={styles.marked}>
          {text(start, end)}
        </mark>
        {`\n${text(end)}`}
      </code>
    </pre>
  );
}
