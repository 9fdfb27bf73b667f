import { useCallback } from 'react';
import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type {
  DocumentChange,
  LinkTransition,
} from 'backstage-plugin-cross-account-pipelines-common';
import { describeDocument } from 'backstage-plugin-cross-account-pipelines-core';
import { documentKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { Code } from '../card/verdicts/Code';
import type { Accounts } from '../card/verdicts/HopVerdictItem';
import { nameAccount } from '../card/verdicts/nameAccount';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { HealthIcon } from '../parts/HealthIcon';
import { RelativeTime } from '../parts/RelativeTime';
import { Requested } from '../parts/Requested';
import { useChanges } from '../requests/useChanges';
import { useRequest } from '../requests/useRequest';
import { HopSentence } from '../sentences/HopSentence';
import { Sentence } from '../parts/Sentence';
import styles from './HistoryTimeline.module.css';

/** What became of the hops of a pipeline, newest first, day by day. */
export function HistoryTimeline(props: {
  pipelineArn: string;
  accounts: Accounts;
}) {
  const { pipelineArn, accounts } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const request = useRequest(
    useCallback(
      (signal: AbortSignal) => api.getHistory(pipelineArn, { signal }),
      [api, pipelineArn],
    ),
  );
  useChanges(request.again);
  return (
    <Requested request={request}>
      {transitions =>
        transitions.length === 0 ? (
          <p className={styles.none}>{t('history.none')}</p>
        ) : (
          <ol className={styles.days}>
            {groupByDay(transitions, language).map(([day, members]) => (
              <li key={day}>
                <h5 className={styles.day}>{day}</h5>
                <ol className={styles.transitions}>
                  {members.map(transition => (
                    <Transition
                      key={`${transition.hopId}/${transition.firstSeenAt}`}
                      transition={transition}
                      accounts={accounts}
                    />
                  ))}
                </ol>
              </li>
            ))}
          </ol>
        )
      }
    </Requested>
  );
}

function groupByDay(
  transitions: LinkTransition[],
  language: string,
): Array<[string, LinkTransition[]]> {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const days = new Map<string, LinkTransition[]>();
  for (const transition of transitions) {
    const day = format.format(new Date(transition.firstSeenAt));
    days.set(day, [...(days.get(day) ?? []), transition]);
  }
  return [...days];
}

function Transition(props: { transition: LinkTransition; accounts: Accounts }) {
  const { transition, accounts } = props;
  const { from, to, reason, reasonPhrases, account, region } = transition;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { firstSeenAt, lastSeenAt, changes } = transition;
  return (
    <li className={styles.transition}>
      <HealthIcon health={to === 'gone' ? 'not-judged' : to} />
      <div className={styles.content}>
        <p className={styles.line}>
          <strong>{nameAccount(account, accounts)}</strong>
          <span className={styles.fact}>{region}</span>
          <span>
            {from
              ? t('history.turned', {
                  from: t(`history.health.${from}`),
                  to: t(`history.health.${to}`),
                })
              : t('history.first', { to: t(`history.health.${to}`) })}
          </span>
        </p>
        <p>
          <HopSentence hop={transition} />
        </p>
        {reason && (
          <p className={styles.reason}>
            <Sentence text={reason} phrases={reasonPhrases} />
          </p>
        )}
        <p className={styles.fact}>
          {t('history.seen', {
            first: <RelativeTime moment={firstSeenAt} />,
            last: <RelativeTime moment={lastSeenAt} />,
          })}
        </p>
        {changes.map(change => (
          <Change
            key={documentKey(change.document)}
            change={change}
            accounts={accounts}
          />
        ))}
      </div>
    </li>
  );
}

function Change(props: { change: DocumentChange; accounts: Accounts }) {
  const { change, accounts } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const place = t('hop.evidenceDocument', {
    document: describeDocument(change.document),
    account: nameAccount(change.document.account, accounts),
  });
  return (
    <Disclosure summary={t('history.change', { document: place })}>
      <div className={styles.change}>
        {change.before && (
          <Code
            label={t('history.before', { document: place })}
            text={change.before}
          />
        )}
        {change.after && (
          <Code
            label={t('history.after', { document: place })}
            text={change.after}
          />
        )}
      </div>
    </Disclosure>
  );
}
