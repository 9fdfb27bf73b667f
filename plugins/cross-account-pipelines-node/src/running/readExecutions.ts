import {
  type CodePipelineClient,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
  ListPipelineExecutionsCommand,
  type ActionState,
  type PipelineExecutionSummary,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  ActionExecution,
  PipelineExecution,
  StageExecution,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Runs that are kept of each pipeline. */
const MAX_EXECUTIONS = 10;

/**
 * Reads the newest runs of a pipeline in two calls: what CodePipeline lists, and
 * what it says of each stage's latest run.
 *
 * `codepipeline/latest/APIReference/API_GetPipelineState`
 *
 * @throws what the SDK throws
 *
 * @public
 */
export async function readExecutions(options: {
  codePipeline: CodePipelineClient;
  pipelineName: string;
  signal?: AbortSignal;
}): Promise<PipelineExecution[]> {
  const { codePipeline, pipelineName, signal } = options;
  const [{ pipelineExecutionSummaries = [] }, state] = await Promise.all([
    codePipeline.send(
      new ListPipelineExecutionsCommand({
        pipelineName,
        maxResults: MAX_EXECUTIONS,
      }),
      { abortSignal: signal },
    ),
    codePipeline.send(new GetPipelineStateCommand({ name: pipelineName }), {
      abortSignal: signal,
    }),
  ]);
  return pipelineExecutionSummaries.map(summary => toExecution(summary, state));
}

function toExecution(
  summary: PipelineExecutionSummary,
  state: GetPipelineStateOutput,
): PipelineExecution {
  const { startTime, lastUpdateTime, trigger, sourceRevisions = [] } = summary;
  const id = summary.pipelineExecutionId!;
  return {
    id,
    status: summary.status!,
    startedAt: startTime!.toISOString(),
    ...(lastUpdateTime && { updatedAt: lastUpdateTime.toISOString() }),
    ...(trigger?.triggerType && {
      trigger: {
        type: trigger.triggerType,
        ...(trigger.triggerDetail && { detail: trigger.triggerDetail }),
      },
    }),
    revisions: sourceRevisions.map(revision => ({
      action: revision.actionName!,
      id: revision.revisionId ?? '',
      ...(revision.revisionSummary && {
        summary: readSummary(revision.revisionSummary),
      }),
      ...(isWebAddress(revision.revisionUrl) && { url: revision.revisionUrl }),
    })),
    stages: (state.stageStates ?? [])
      .filter(
        ({ latestExecution }) => latestExecution?.pipelineExecutionId === id,
      )
      .map(toStage),
  };
}

function toStage({
  stageName,
  latestExecution,
  actionStates = [],
}: StageState): StageExecution {
  return {
    name: stageName!,
    status: latestExecution!.status!,
    actions: actionStates.flatMap(action =>
      action.latestExecution ? toAction(action) : [],
    ),
  };
}

function toAction({
  actionName,
  latestExecution = {},
}: ActionState): ActionExecution {
  const { status, lastStatusChange, summary, errorDetails } = latestExecution;
  const { externalExecutionUrl, token } = latestExecution;
  const message = errorDetails?.message ?? (status === 'Failed' ? summary : '');
  return {
    name: actionName!,
    status: status!,
    ...(lastStatusChange && { updatedAt: lastStatusChange.toISOString() }),
    ...(isWebAddress(externalExecutionUrl) && {
      externalUrl: externalExecutionUrl,
    }),
    ...(summary && { summary }),
    ...(message && {
      error: {
        ...(errorDetails?.code && { code: errorDetails.code }),
        message,
        explanations: explainError({ text: message }),
      },
    }),
    // Only a manual approval that nobody has answered has a token.
    ...(token && status === 'InProgress' && { waitsForApproval: true }),
  };
}

/** A connection's summary is JSON, as `{"CommitMessage":"…"}`. */
function readSummary(text: string): string {
  try {
    const { CommitMessage } = JSON.parse(text);
    return typeof CommitMessage === 'string' ? CommitMessage : text;
  } catch {
    return text;
  }
}

/** What becomes a link on a page is one that a browser may follow. */
function isWebAddress(url: string | undefined): url is string {
  return /^https?:\/\//.test(url ?? '');
}
