import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Evidence,
  Remedy,
} from 'backstage-plugin-cross-account-pipelines-core';
import { documentKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { HighlightedDocument } from '../../documents/HighlightedDocument';
import { useDocumentName } from '../../documents/useDocumentName';
import { RelativeTime } from '../../parts/RelativeTime';
import { Code } from './Code';
import type { Accounts } from './HopVerdictItem';
import { nameAccount } from './nameAccount';
import styles from './EvidenceList.module.css';

/** The statements that a verdict rests on. */
export function EvidenceList(props: {
  evidence: Evidence[];
  accounts: Accounts;
  /** Brings whole documents along, where a change was worked out. */
  remedy?: Remedy;
}) {
  return (
    <>
      {withoutRepetition(props.evidence).map((evidence, index) => (
        <EvidenceItem
          key={index}
          evidence={evidence}
          accounts={props.accounts}
          document={documentOf(evidence, props.remedy)}
        />
      ))}
    </>
  );
}

// A statement may be named as deciding and quoted as being to blame.
function withoutRepetition(evidence: Evidence[]): Evidence[] {
  const byStatement = new Map<string, Evidence>();
  for (const one of evidence) {
    const key = [documentKey(one.document), one.statement].join('\n');
    const known = byStatement.get(key);
    byStatement.set(key, known?.text ? known : one);
  }
  return [...byStatement.values()];
}

function documentOf(
  { document }: Evidence,
  remedy: Remedy | undefined,
): string | undefined {
  return [remedy, ...(remedy?.also ?? [])].find(
    change => change && documentKey(change.document) === documentKey(document),
  )?.before;
}

function EvidenceItem(props: {
  evidence: Evidence;
  accounts: Accounts;
  /** The whole document, where it is known. */
  document?: string;
}) {
  const { document, account, statement, text, readAt, source } = props.evidence;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const nameDocument = useDocumentName();
  const place = {
    document: nameDocument(document),
    account: nameAccount(account, props.accounts),
  };
  const where = statement
    ? t('hop.evidenceIn', { statement, ...place })
    : t('hop.evidenceDocument', place);
  return (
    <div className={styles.evidence}>
      <p className={styles.where}>
        {t('hop.evidence')} {where}
        {source && ` · ${formatSource(source)}`}
        {readAt && (
          <>
            {' · '}
            {t('time.read', { when: <RelativeTime moment={readAt} /> })}
          </>
        )}
      </p>
      {text && <Code label={where} text={text} />}
      {props.document && statement && (
        <HighlightedDocument
          label={where}
          document={props.document}
          statement={statement}
        />
      )}
    </div>
  );
}

function formatSource({ file, line }: { file: string; line?: number }): string {
  return line === undefined ? file : `${file}:${line}`;
}
