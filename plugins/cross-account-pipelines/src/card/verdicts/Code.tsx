import styles from './Code.module.css';

/**
 * Formatted text of a document. It can be reached and scrolled by keyboard,
 * since its lines may be longer than the card is wide.
 */
export function Code(props: {
  label: string;
  text: string;
  language?: 'diff';
}) {
  const { label, text, language } = props;
  return (
    <pre
      className={styles.code}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <code>
        {language === 'diff'
          ? linesOfHunks(text).map((line, index) => (
              <DiffLine key={index} line={line} />
            ))
          : text}
      </code>
    </pre>
  );
}

// What stands before the first hunk names the document, as the label does.
function linesOfHunks(diff: string): string[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  const start = lines.findIndex(line => line.startsWith('@@'));
  return lines.slice(Math.max(start, 0)).filter(line => line[0] !== '\\');
}

// The plus and minus stay in the text: they say without colour what changes.
function DiffLine({ line }: { line: string }) {
  if (line.startsWith('+')) {
    return <ins className={styles.added}>{`${line}\n`}</ins>;
  }
  if (line.startsWith('-')) {
    return <del className={styles.removed}>{`${line}\n`}</del>;
  }
  return <span className={styles.line}>{`${line}\n`}</span>;
}
