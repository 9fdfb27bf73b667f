import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';

type Trigger = NonNullable<PipelineExecution['trigger']>;

/** `codepipeline/latest/APIReference/API_ExecutionTrigger`. */
const known = {
  CreatePipeline: 'run.trigger.made',
  StartPipelineExecution: 'run.trigger.person',
  CloudWatchEvent: 'run.trigger.event',
  PollForSourceChanges: 'run.trigger.source',
  PutActionRevision: 'run.trigger.source',
  Webhook: 'run.trigger.source',
  WebhookV2: 'run.trigger.source',
  ManualRollback: 'run.trigger.rollback',
  AutomatedRollback: 'run.trigger.automatedRollback',
} as const satisfies Record<string, string>;

/** Why a run was started, and by whom. */
export function RunTrigger({ trigger }: { trigger: Trigger }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { type, detail } = trigger;
  // AWS may know more by now: its own word is better than none.
  const said = Object.hasOwn(known, type)
    ? t(known[type as keyof typeof known], { by: lastPartOf(detail) || 'AWS' })
    : [type, detail].filter(Boolean).join(': ');
  return <span title={detail}>{said}</span>;
}

/** Of an ARN: the name of the session, the user or the rule. */
function lastPartOf(detail = ''): string {
  return detail.split(/[/:]/).pop()!;
}
