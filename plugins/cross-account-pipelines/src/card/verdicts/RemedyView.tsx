import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Remedy } from 'backstage-plugin-cross-account-pipelines-core';
import { awsCliLineOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { ConsoleLink } from '../../console/ConsoleLink';
import { CopyButton } from '../../parts/CopyButton';
import { documentArn } from '../../documents/documentArn';
import { useDocumentName } from '../../documents/useDocumentName';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { Code } from './Code';
import type { Accounts } from './HopVerdictItem';
import { nameAccount } from './nameAccount';
import { Sentence } from '../../parts/Sentence';
import styles from './RemedyView.module.css';

/** What to change, in words and as a change of each document. */
export function RemedyView(props: { remedy: Remedy; accounts: Accounts }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <Change {...props} title={t('hop.remedy')}>
      {props.remedy.also?.map((further, index) => (
        <Change
          key={index}
          remedy={further}
          accounts={props.accounts}
          title={t('hop.alsoRemedy')}
        />
      ))}
    </Change>
  );
}

function Change(props: {
  remedy: Remedy;
  accounts: Accounts;
  title: string;
  children?: ReactNode;
}) {
  const { summary, summaryPhrases, account, document, after, diff, template } =
    props.remedy;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const nameDocument = useDocumentName();
  const commandLine = awsCliLineOf(props.remedy);
  const arn = documentArn(document);
  const place = {
    document: nameDocument(document),
    account: nameAccount(account, props.accounts),
  };
  return (
    <div className={styles.remedy}>
      <p>
        <strong>{props.title}</strong>{' '}
        <Sentence text={summary} phrases={summaryPhrases} />
      </p>
      {diff && (
        <Code label={t('hop.remedyIn', place)} text={diff} language="diff" />
      )}
      {!diff && after && (
        <Code label={t('hop.newDocument', place)} text={after} />
      )}
      <div className={styles.actions}>
        {diff && <CopyButton text={diff} label={t('copy.diff')} />}
        {commandLine && (
          <CopyButton text={commandLine} label={t('copy.awsCli')} />
        )}
        {arn && <ConsoleLink arn={arn} account={account} />}
      </div>
      {template && (
        <p className={styles.template}>{t('hop.template', { template })}</p>
      )}
      {props.children}
    </div>
  );
}
