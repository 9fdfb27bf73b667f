import { useCallback, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type {
  Finding,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { Waiver } from 'backstage-plugin-cross-account-pipelines-common';
import { FindingItem } from '../card/verdicts/FindingItem';
import type { Accounts } from '../card/verdicts/HopVerdictItem';
import { nameAccount } from '../card/verdicts/nameAccount';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import { Requested } from '../parts/Requested';
import { useRequest } from '../requests/useRequest';
import { useSubmission } from '../requests/useSubmission';
import { findWaiver } from './findWaiver';
import { useDay } from './useDay';
import { WaiverAuthor } from './WaiverAuthor';
import { WaiverForm } from './WaiverForm';
import styles from './FindingList.module.css';

/** What was found about a pipeline beside its hops, and who puts up with it. */
export function FindingList(props: {
  report: PipelineReport;
  accounts: Accounts;
  mayWaive: boolean;
}) {
  const { report, accounts, mayWaive } = props;
  const { pipelineArn, findings } = report;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const request = useRequest(
    useCallback(
      (signal: AbortSignal) => api.listWaivers(pipelineArn, { signal }),
      [api, pipelineArn],
    ),
  );
  return (
    <Requested request={request}>
      {waivers => {
        const used = findings.flatMap(each => findWaiver(each, waivers) ?? []);
        const others = waivers.filter(waiver => !used.includes(waiver));
        return (
          <div className={styles.findings}>
            {findings.length === 0 && (
              <p className={styles.fact}>{t('finding.none')}</p>
            )}
            <ul className={styles.list}>
              {findings.map((finding, index) => (
                <li key={`${finding.rule}/${index}`} className={styles.finding}>
                  <ul className={styles.list}>
                    {/* The line below says who puts up with it. */}
                    <FindingItem
                      finding={{ ...finding, waived: undefined }}
                      accounts={accounts}
                    />
                  </ul>
                  <Answer
                    pipelineArn={pipelineArn}
                    finding={finding}
                    waiver={findWaiver(finding, waivers)}
                    mayWaive={mayWaive}
                    onChanged={request.again}
                  />
                </li>
              ))}
            </ul>
            {others.length > 0 && (
              <>
                <h5 className={styles.heading}>{t('waiver.others')}</h5>
                <ul className={styles.list}>
                  {others.map(waiver => (
                    <li key={waiver.id} className={styles.finding}>
                      <p>
                        <code>{waiver.rule}</code>
                        {waiver.account &&
                          ` · ${nameAccount(waiver.account, accounts)}`}
                      </p>
                      <WaiverLine
                        waiver={waiver}
                        mayWaive={mayWaive}
                        onChanged={request.again}
                      />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        );
      }}
    </Requested>
  );
}

function Answer(props: {
  pipelineArn: string;
  finding: Finding;
  waiver?: Waiver;
  mayWaive: boolean;
  onChanged(): void;
}) {
  const { pipelineArn, finding, waiver, mayWaive, onChanged } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [open, setOpen] = useState(false);
  if (waiver) {
    return (
      <WaiverLine waiver={waiver} mayWaive={mayWaive} onChanged={onChanged} />
    );
  }
  if (!mayWaive) {
    return null;
  }
  return open ? (
    <WaiverForm
      pipelineArn={pipelineArn}
      finding={finding}
      onCancel={() => setOpen(false)}
      onDone={() => {
        setOpen(false);
        onChanged();
      }}
    />
  ) : (
    <Button size="small" variant="tertiary" onPress={() => setOpen(true)}>
      {t('waiver.open')}
    </Button>
  );
}

function WaiverLine(props: {
  waiver: Waiver;
  mayWaive: boolean;
  onChanged(): void;
}) {
  const { waiver, mayWaive, onChanged } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { pending, error, submit } = useSubmission(onChanged);
  const sayDay = useDay();
  return (
    <div className={styles.waiver}>
      <span>
        {t('waiver.line', {
          until: sayDay(waiver.until),
          who: <WaiverAuthor author={waiver.createdBy} />,
        })}{' '}
        {waiver.reason}
      </span>
      {mayWaive && (
        <Button
          size="small"
          variant="tertiary"
          isPending={pending}
          onPress={() => submit(() => api.withdrawWaiver(waiver.id))}
        >
          {t('waiver.withdraw')}
        </Button>
      )}
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('waiver.withdrawFailed')}
          description={messageOf(error)}
        />
      )}
    </div>
  );
}
