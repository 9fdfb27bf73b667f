import type {
  GetPipelineExecutionInput,
  GetPipelineExecutionOutput,
  ListActionExecutionsInput,
  ListActionExecutionsOutput,
  ListPipelineExecutionsInput,
  ListPipelineExecutionsOutput,
  RetryStageExecutionInput,
  RetryStageExecutionOutput,
  StartPipelineExecutionInput,
  StartPipelineExecutionOutput,
  StopPipelineExecutionInput,
  StopPipelineExecutionOutput,
} from '@aws-sdk/client-codepipeline';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { beginExecution } from './beginExecution';
import type { Pipeline } from './CodePipelineState';
import type { ActionRun, Execution } from './Execution';
import { PipelineRun } from './PipelineRun';
import { authorizedPipeline } from './pipelines';

const PAGE = 100;

function requireExecution(pipeline: Pipeline, id: string): Execution {
  const execution = pipeline.executions.find(each => each.id === id);
  if (!execution) {
    throw new ServiceError(
      'PipelineExecutionNotFoundException',
      `Pipeline execution ${id} was not found for pipeline ${pipeline.name}`,
    );
  }
  return execution;
}

/** Values of the pipeline's variables: given, else by default. */
function pipelineVariables(
  { declaration }: Pipeline,
  given: StartPipelineExecutionInput['variables'] = [],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name, defaultValue } of declaration.variables ?? []) {
    const value = given.find(each => each.name === name)?.value ?? defaultValue;
    if (value === undefined) {
      throw new ServiceError(
        'ValidationException',
        `The pipeline variable ${name} needs a value`,
      );
    }
    values[name!] = value;
  }
  return values;
}

export function startPipelineExecution(
  call: Call,
  input: StartPipelineExecutionInput,
): StartPipelineExecutionOutput {
  const pipeline = authorizedPipeline(
    call,
    'StartPipelineExecution',
    input.name!,
  );
  const { id } = beginExecution(
    call.world,
    pipeline,
    { type: 'StartPipelineExecution', detail: call.caller.arn },
    pipelineVariables(pipeline, input.variables),
  );
  return { pipelineExecutionId: id };
}

export function getPipelineExecution(
  call: Call,
  input: GetPipelineExecutionInput,
): GetPipelineExecutionOutput {
  const pipeline = authorizedPipeline(
    call,
    'GetPipelineExecution',
    input.pipelineName!,
  );
  const execution = requireExecution(pipeline, input.pipelineExecutionId!);
  return {
    pipelineExecution: {
      pipelineName: pipeline.name,
      pipelineVersion: execution.declaration.version,
      pipelineExecutionId: execution.id,
      status: execution.status,
      artifactRevisions: execution.revisions,
      trigger: {
        triggerType: execution.trigger.type as any,
        triggerDetail: execution.trigger.detail,
      },
      executionMode: execution.declaration.executionMode,
      variables: Object.entries(execution.variables.variables).map(
        ([name, resolvedValue]) => ({ name, resolvedValue }),
      ),
    },
  };
}

export function listPipelineExecutions(
  call: Call,
  input: ListPipelineExecutionsInput,
): ListPipelineExecutionsOutput {
  const pipeline = authorizedPipeline(
    call,
    'ListPipelineExecutions',
    input.pipelineName!,
  );
  const { page, next } = paginate([...pipeline.executions].reverse(), {
    token: input.nextToken,
    size: input.maxResults,
    defaultSize: PAGE,
  });
  return {
    pipelineExecutionSummaries: page.map(execution => ({
      pipelineExecutionId: execution.id,
      status: execution.status,
      startTime: execution.startedAt,
      lastUpdateTime: execution.changedAt,
      sourceRevisions: execution.revisions.map(revision => ({
        actionName: execution.history.find(({ outputs }) =>
          outputs.some(({ name }) => name === revision.name),
        )?.actionName,
        revisionId: revision.revisionId,
        revisionSummary: revision.revisionSummary,
      })),
      trigger: {
        triggerType: execution.trigger.type as any,
        triggerDetail: execution.trigger.detail,
      },
      executionMode: execution.declaration.executionMode,
    })),
    nextToken: next,
  };
}

const places = (list: ActionRun['inputs']) =>
  list.map(({ name, bucket, key }) => ({ name, s3location: { bucket, key } }));

export function listActionExecutions(
  call: Call,
  input: ListActionExecutionsInput,
): ListActionExecutionsOutput {
  const pipeline = authorizedPipeline(
    call,
    'ListActionExecutions',
    input.pipelineName!,
  );
  const wanted =
    input.filter?.pipelineExecutionId ??
    input.filter?.latestInPipelineExecution?.pipelineExecutionId;
  const runs = pipeline.executions
    .filter(({ id }) => !wanted || id === wanted)
    .flatMap(execution => execution.history.map(run => ({ execution, run })))
    .reverse();
  const { page, next } = paginate(runs, {
    token: input.nextToken,
    size: input.maxResults,
    defaultSize: PAGE,
  });
  return {
    actionExecutionDetails: page.map(({ execution, run }) => ({
      pipelineExecutionId: execution.id,
      actionExecutionId: run.id,
      pipelineVersion: execution.declaration.version,
      stageName: run.stageName,
      actionName: run.actionName,
      startTime: run.startedAt,
      lastUpdateTime: run.changedAt,
      updatedBy: run.updatedBy,
      status: run.status,
      input: {
        actionTypeId: run.actionTypeId,
        configuration: run.configuration,
        resolvedConfiguration: run.resolvedConfiguration,
        roleArn: run.roleArn,
        region: run.region,
        inputArtifacts: places(run.inputs),
        namespace: run.namespace,
      },
      output: {
        outputArtifacts: run.status === 'Succeeded' ? places(run.outputs) : [],
        outputVariables: run.variables,
        executionResult: {
          externalExecutionId: run.externalId,
          externalExecutionSummary: run.summary ?? run.error?.message,
          externalExecutionUrl: run.externalUrl,
          errorDetails: run.error,
        },
      },
    })),
    nextToken: next,
  };
}

export function retryStageExecution(
  call: Call,
  input: RetryStageExecutionInput,
): RetryStageExecutionOutput {
  const pipeline = authorizedPipeline(
    call,
    'RetryStageExecution',
    input.pipelineName!,
  );
  const execution = requireExecution(pipeline, input.pipelineExecutionId!);
  const { declaration } = execution;
  const index = declaration.stages!.findIndex(
    ({ name }) => name === input.stageName,
  );
  if (index < 0) {
    throw new ServiceError(
      'StageNotFoundException',
      `Stage ${input.stageName} was not found`,
    );
  }
  const stage = execution.stages.find(({ name }) => name === input.stageName);
  const newer = pipeline.executions
    .slice(pipeline.executions.indexOf(execution) + 1)
    .some(({ stages }) => stages.some(({ name }) => name === input.stageName));
  if (stage?.status !== 'Failed' || newer) {
    throw new ServiceError(
      'NotLatestPipelineExecutionException',
      `Stage ${input.stageName} did not fail in execution ${execution.id}, or a newer execution has entered it`,
    );
  }
  if (declaration !== pipeline.declaration) {
    throw new ServiceError(
      'StageNotRetryableException',
      'The pipeline has changed since the stage failed',
    );
  }
  const done =
    input.retryMode === 'ALL_ACTIONS'
      ? []
      : stage.actions
          .filter(({ status }) => status === 'Succeeded')
          .map(({ actionName }) => actionName);
  execution.status = 'InProgress';
  const run = new PipelineRun({ world: call.world, pipeline, execution });
  execution.settled = call.world.runInBackground(() => run.run(index, done));
  return { pipelineExecutionId: execution.id };
}

export function stopPipelineExecution(
  call: Call,
  input: StopPipelineExecutionInput,
): StopPipelineExecutionOutput {
  const pipeline = authorizedPipeline(
    call,
    'StopPipelineExecution',
    input.pipelineName!,
  );
  const execution = requireExecution(pipeline, input.pipelineExecutionId!);
  if (execution.status !== 'InProgress') {
    throw new ServiceError(
      'PipelineExecutionNotStoppableException',
      `Unable to stop the pipeline execution in state ${execution.status}`,
    );
  }
  execution.status = 'Stopping';
  execution.history
    .filter(({ status }) => status === 'InProgress')
    .forEach(({ answer }) =>
      answer?.({ approved: false, summary: 'Stopped', by: call.caller.arn }),
    );
  return { pipelineExecutionId: execution.id };
}
