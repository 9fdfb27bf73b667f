import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, TextField } from '@backstage/ui';
import { RiUserVoiceLine } from '@remixicon/react';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import type { RunAction } from './describeRun';
import { useSubmission } from '../requests/useSubmission';
import styles from './ApprovalForm.module.css';

/** `codepipeline/latest/APIReference/API_ApprovalResult`: summary. */
const maxComment = 512;

/** An approval that waits, and the answer of those who may give one. */
export function ApprovalForm(props: {
  pipelineArn: string;
  executionId: string;
  action: RunAction;
  mayRun: boolean;
  onDone(): void;
}) {
  const { pipelineArn, executionId, action, mayRun, onDone } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { pending, error, submit } = useSubmission(onDone);
  const [comment, setComment] = useState('');
  const question = t('run.waits', { action: `${action.stage}/${action.name}` });
  const answer = (approve: boolean) =>
    submit(() =>
      api.answerApproval({
        pipelineArn,
        executionId,
        stage: action.stage,
        action: action.name,
        approve,
        comment,
      }),
    );
  return (
    <div role="group" aria-label={question} className={styles.approval}>
      <p className={styles.question}>
        <RiUserVoiceLine aria-hidden size={18} /> {question}
      </p>
      {action.summary && <p>{action.summary}</p>}
      {mayRun && (
        <div className={styles.answer}>
          <TextField
            className={styles.comment}
            size="small"
            label={t('run.comment')}
            maxLength={maxComment}
            value={comment}
            isDisabled={pending}
            onChange={setComment}
          />
          <Button size="small" isPending={pending} onPress={() => answer(true)}>
            {t('run.approve')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={pending}
            onPress={() => answer(false)}
          >
            {t('run.reject')}
          </Button>
        </div>
      )}
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('run.answerFailed')}
          description={messageOf(error)}
        />
      )}
    </div>
  );
}
