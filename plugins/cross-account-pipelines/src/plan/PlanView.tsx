import { useId } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  hopsOf,
  type JudgedFinding,
  type StackPhase,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelinePlan } from 'backstage-plugin-cross-account-pipelines-common';
import { AccountTable } from '../card/AccountTable';
import { describePipeline } from '../card/describePipeline';
import { nameAccount } from '../card/verdicts/nameAccount';
import { PipelineSummaryLine } from '../card/PipelineSummaryLine';
import { Unseen } from '../card/Unseen';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { useDay } from '../findings/useDay';
import { HealthIcon } from '../parts/HealthIcon';
import { Sentence } from '../parts/Sentence';
import { ChangeView } from './ChangeView';
import styles from './PlanView.module.css';

const phases: StackPhase[] = ['foundation', 'target', 'pipeline'];

/** A plan: whom the pipeline would reach, what is made, and what is wrong. */
export function PlanView({ plan }: { plan: PipelinePlan }) {
  const { report, stacks, findings, change, conflict } = plan;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const description = describePipeline(report);
  const { own, counts, accounts } = description;
  const shown = findings.filter(finding => !isSaidByHop(finding, plan));
  return (
    <div className={styles.plan}>
      {conflict !== undefined && (
        <Alert
          status="danger"
          icon
          title={t('plan.conflict')}
          description={conflict}
        />
      )}
      {change && (
        <Section title={t('plan.change.title')}>
          <ChangeView change={change} accounts={[...accounts.values()]} />
        </Section>
      )}
      <PipelineSummaryLine
        health={report.health}
        own={own.health}
        counts={counts}
      />
      <AccountTable name={report.name} description={description} />
      <Section title={t('plan.order')}>
        <ol className={styles.phases}>
          {phases
            .map(phase => stacks.filter(stack => stack.phase === phase))
            .filter(members => members.length > 0)
            .map(members => (
              <li key={members[0].phase}>
                {t(`plan.phase.${members[0].phase}`)}
                <ul className={styles.stacks}>
                  {members.map(({ account, region, stackName, outcome }) => (
                    <li key={`${account}/${region}/${stackName}`}>
                      <span className={styles.stackName}>{stackName}</span>{' '}
                      <span className={styles.place}>
                        {[
                          nameAccount(account, accounts),
                          region,
                          ...(change && outcome
                            ? [t(`plan.outcome.${outcome}`)]
                            : []),
                        ].join(' · ')}
                      </span>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
        </ol>
      </Section>
      {shown.length > 0 && (
        <Section title={t('plan.findings')}>
          <ul className={styles.findings}>
            {shown.map((finding, index) => (
              <Found key={index} finding={finding} />
            ))}
          </ul>
        </Section>
      )}
      <Unseen sentences={report.unseen} />
    </div>
  );
}

function Section(props: { title: string; children: JSX.Element }) {
  const title = useId();
  return (
    <section aria-labelledby={title}>
      <Text as="h4" id={title} weight="bold" className={styles.title}>
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}

function Found({ finding }: { finding: JudgedFinding }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const sayDay = useDay();
  const { message, remedy, waived, level } = finding;
  const place = finding.place ?? finding.rendered;
  return (
    <li className={styles.finding}>
      <HealthIcon
        health={level === 'error' && !waived ? 'broken' : 'warning'}
      />
      <div>
        <Sentence text={message} />
        {remedy && (
          <p className={styles.remedy}>
            {t('hop.remedy')} <Sentence text={remedy} />
          </p>
        )}
        {place && (
          <p className={styles.place}>
            {[place.file, place.line].filter(Boolean).join(':')}
          </p>
        )}
        {waived && (
          <p className={styles.place}>
            {t('plan.waived', {
              until: sayDay(waived.until),
              reason: waived.waive,
            })}
          </p>
        )}
      </div>
    </li>
  );
}

/** What a row of the table says already is not said again. */
function isSaidByHop(
  finding: JudgedFinding,
  { report }: PipelinePlan,
): boolean {
  return (
    hopsOf(report).some(({ reason }) => reason === finding.message) ||
    report.findings.some(({ message }) => message === finding.message)
  );
}
