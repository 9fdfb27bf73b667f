import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  describeDocument,
  type Remedy,
} from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Code } from './Code';
import type { Accounts } from './HopVerdictItem';
import { nameAccount } from './nameAccount';
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
  const { summary, account, document, after, diff, template } = props.remedy;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const place = {
    document: describeDocument(document),
    account: nameAccount(account, props.accounts),
  };
  return (
    <div className={styles.remedy}>
      <p>
        <strong>{props.title}</strong> {summary}
      </p>
      {diff && (
        <Code label={t('hop.remedyIn', place)} text={diff} language="diff" />
      )}
      {!diff && after && (
        <Code label={t('hop.newDocument', place)} text={after} />
      )}
      {template && (
        <p className={styles.template}>{t('hop.template', { template })}</p>
      )}
      {props.children}
    </div>
  );
}
