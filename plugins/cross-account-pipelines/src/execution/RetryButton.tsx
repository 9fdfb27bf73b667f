import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { RiRestartLine } from '@remixicon/react';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import { useSubmission } from '../requests/useSubmission';

/** Has CodePipeline run the failed actions of a stage again. */
export function RetryButton(props: {
  retry: { pipelineArn: string; executionId: string; stage: string };
  onDone(): void;
}) {
  const { retry, onDone } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { pending, error, submit } = useSubmission(onDone);
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiRestartLine aria-hidden />}
        isPending={pending}
        onPress={() => submit(() => api.retryStage(retry))}
      >
        {t('run.retry', { stage: retry.stage })}
      </Button>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('run.retryFailed')}
          description={messageOf(error)}
        />
      )}
    </>
  );
}
