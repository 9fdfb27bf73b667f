import { useState } from 'react';
import type { FormEvent } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, TextField } from '@backstage/ui';
import type { Finding } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import { useSubmission } from '../requests/useSubmission';
import styles from './WaiverForm.module.css';

/** What people ask for when they do not think about it: a quarter of a year. */
const proposedDays = 90;

/** Asks why somebody puts up with a finding, and until when. */
export function WaiverForm(props: {
  pipelineArn: string;
  finding: Finding;
  onDone(): void;
  onCancel(): void;
}) {
  const { pipelineArn, finding, onDone, onCancel } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { pending, error, submit } = useSubmission(onDone);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => dayFromNow(proposedDays));
  const waive = (event: FormEvent) => {
    event.preventDefault();
    submit(() =>
      api.waive({
        pipelineArn,
        rule: finding.rule,
        account: finding.account,
        reason: reason.trim(),
        until,
      }),
    );
  };
  return (
    <form
      className={styles.form}
      aria-label={t('waiver.open')}
      onSubmit={waive}
    >
      <TextField
        className={styles.reason}
        size="small"
        label={t('waiver.reason')}
        isRequired
        value={reason}
        onChange={setReason}
      />
      <label className={styles.until}>
        {t('waiver.until')}
        <input
          type="date"
          required
          min={dayFromNow(0)}
          value={until}
          onChange={event => setUntil(event.target.value)}
        />
      </label>
      <Button
        type="submit"
        size="small"
        isPending={pending}
        isDisabled={!reason.trim() || !until}
      >
        {t('waiver.confirm')}
      </Button>
      <Button size="small" variant="secondary" onPress={onCancel}>
        {t('start.cancel')}
      </Button>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('waiver.failed')}
          description={messageOf(error)}
        />
      )}
    </form>
  );
}

function dayFromNow(days: number): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
