import type {
  GetPipelineExecutionInput,
  GetPipelineExecutionOutput,
  ListActionExecutionsInput,
  ListActionExecutionsOutput,
  ListPipelineExecutionsInput,
  ListPipelineExecutionsOutput,
  ListRuleExecutionsInput,
  ListRuleExecutionsOutput,
  OverrideStageConditionInput,
  RetryStageExecutionInput,
  RetryStageExecutionOutput,
  RollbackStageInput,
  RollbackStageOutput,
  StartPipelineExecutionInput,
  StartPipelineExecutionOutput,
  StopPipelineExecutionInput,
  StopPipelineExecutionOutput,
} from '@aws-sdk/client-codepipeline';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import {
  beginExecution,
  beginRollback,
  rollbackTargets,
  runOf,
} from './beginExecution';
import type { Pipeline } from './CodePipelineState';
import type { ActionRun, Execution } from './Execution';
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

const invalid = (message: string) =>
  new ServiceError('ValidationException', message);

/** Values of the pipeline's variables: given, else by default. */
function pipelineVariables(
  { declaration }: Pipeline,
  given: StartPipelineExecutionInput['variables'] = [],
): Record<string, string> {
  const declared = declaration.variables ?? [];
  const unknown = given.find(
    ({ name }) => !declared.some(each => each.name === name),
  );
  if (unknown) {
    throw invalid(
      `Variable ${unknown.name} is not declared in pipeline ${declaration.name}`,
    );
  }
  const values: Record<string, string> = {};
  for (const { name, defaultValue } of declared) {
    const value = given.find(each => each.name === name)?.value ?? defaultValue;
    if (value === undefined) {
      throw invalid(`The pipeline variable ${name} needs a value`);
    }
    values[name!] = value;
  }
  return values;
}

/** What may stand for a revision, by the provider of the source. */
const revisionTypes: Record<string, string[]> = {
  CodeCommit: ['COMMIT_ID'],
  CodeStarSourceConnection: ['COMMIT_ID'],
  ECR: ['IMAGE_DIGEST'],
  S3: ['S3_OBJECT_VERSION_ID', 'S3_OBJECT_KEY'],
};

function sourceOverrides(
  { declaration }: Pipeline,
  given: StartPipelineExecutionInput['sourceRevisions'] = [],
): Execution['sourceOverrides'] {
  const sources = declaration.stages![0].actions!;
  for (const { actionName, revisionType } of given) {
    const source = sources.find(({ name }) => name === actionName);
    const types = revisionTypes[source?.actionTypeId?.provider ?? ''] ?? [];
    if (!types.includes(revisionType!)) {
      throw invalid(
        source
          ? `Revision type ${revisionType} cannot be used for action ${actionName}`
          : `Action ${actionName} is no source action of pipeline ${declaration.name}`,
      );
    }
  }
  return Object.fromEntries(given.map(each => [each.actionName!, each]));
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
  const token = input.clientRequestToken;
  const known = pipeline.executions.find(each => token && each.token === token);
  const { id } =
    known ??
    beginExecution(
      call.world,
      pipeline,
      { type: 'StartPipelineExecution', detail: call.caller.arn },
      {
        token,
        variables: pipelineVariables(pipeline, input.variables),
        sourceOverrides: sourceOverrides(pipeline, input.sourceRevisions),
      },
    );
  return { pipelineExecutionId: id };
}

/** What every answer about an execution has. */
function describeExecution(execution: Execution) {
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    statusSummary: execution.statusSummary,
    trigger: {
      triggerType: execution.trigger.type as any,
      triggerDetail: execution.trigger.detail,
    },
    executionMode: execution.declaration.executionMode,
    executionType: execution.type,
    rollbackMetadata: execution.rollbackTarget
      ? { rollbackTargetPipelineExecutionId: execution.rollbackTarget }
      : undefined,
  };
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
      ...describeExecution(execution),
      artifactRevisions: execution.revisions,
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
  const stage = input.filter?.succeededInStage?.stageName;
  const executions = stage
    ? rollbackTargets(pipeline, stage)
    : [...pipeline.executions];
  const { page, next } = paginate(executions.reverse(), {
    token: input.nextToken,
    size: input.maxResults,
    defaultSize: PAGE,
  });
  return {
    pipelineExecutionSummaries: page.map(execution => ({
      ...describeExecution(execution),
      stopTrigger: execution.stopReason
        ? { reason: execution.stopReason }
        : undefined,
      startTime: execution.startedAt,
      lastUpdateTime: execution.changedAt,
      sourceRevisions: execution.revisions.map(revision => ({
        actionName: execution.history.find(({ outputs }) =>
          outputs.some(({ name }) => name === revision.name),
        )?.actionName,
        revisionId: revision.revisionId,
        revisionSummary: revision.revisionSummary,
      })),
    })),
    nextToken: next,
  };
}

const places = (list: ActionRun['inputs']) =>
  list.map(({ name, bucket, key }) => ({ name, s3location: { bucket, key } }));

/** What ran of a pipeline, the last first, a page of it. */
function pageOfRuns<T>(
  { executions }: Pipeline,
  historyOf: (execution: Execution) => T[],
  options: { executionId?: string; nextToken?: string; maxResults?: number },
) {
  const { executionId, nextToken, maxResults } = options;
  const runs = executions
    .filter(({ id }) => !executionId || id === executionId)
    .flatMap(execution => historyOf(execution).map(run => ({ execution, run })))
    .reverse();
  return paginate(runs, {
    token: nextToken,
    size: maxResults,
    defaultSize: PAGE,
  });
}

export function listActionExecutions(
  call: Call,
  input: ListActionExecutionsInput,
): ListActionExecutionsOutput {
  const pipeline = authorizedPipeline(
    call,
    'ListActionExecutions',
    input.pipelineName!,
  );
  const { page, next } = pageOfRuns(pipeline, ({ history }) => history, {
    ...input,
    executionId:
      input.filter?.pipelineExecutionId ??
      input.filter?.latestInPipelineExecution?.pipelineExecutionId,
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
  stage.retries = {
    ...stage.retries,
    manual: stage.retries.manual + 1,
    trigger: 'ManualStageRetry',
  };
  const run = runOf(call.world, pipeline, execution);
  execution.settled = call.world.runInBackground(() =>
    run.run(index, { skip: done, retry: stage.actions.length > 0 }),
  );
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
  execution.stopReason = input.reason;
  execution.status = 'Stopping';
  if (input.abandon) {
    execution.abandoned.abort();
    return { pipelineExecutionId: execution.id };
  }
  execution.history
    .filter(({ status }) => status === 'InProgress')
    .forEach(({ answer }) =>
      answer?.({ approved: false, summary: 'Stopped', by: call.caller.arn }),
    );
  return { pipelineExecutionId: execution.id };
}

export function rollbackStage(
  call: Call,
  input: RollbackStageInput,
): RollbackStageOutput {
  const pipeline = authorizedPipeline(
    call,
    'RollbackStage',
    input.pipelineName!,
  );
  const { stageName, targetPipelineExecutionId } = input;
  if (!pipeline.declaration.stages!.some(({ name }) => name === stageName)) {
    throw new ServiceError(
      'StageNotFoundException',
      `Stage ${stageName} was not found`,
    );
  }
  const target = requireExecution(pipeline, targetPipelineExecutionId!);
  if (!rollbackTargets(pipeline, stageName!).includes(target)) {
    throw new ServiceError(
      'UnableToRollbackStageException',
      `Stage ${stageName} cannot be rolled back to execution ${target.id}: it has to have succeeded in it, under the pipeline's current version`,
    );
  }
  const { id } = beginRollback(call.world, pipeline, {
    stageName: stageName!,
    target,
    trigger: { type: 'ManualRollback', detail: call.caller.arn },
  });
  return { pipelineExecutionId: id };
}

export function overrideStageCondition(
  call: Call,
  input: OverrideStageConditionInput,
): void {
  const pipeline = authorizedPipeline(
    call,
    'OverrideStageCondition',
    input.pipelineName!,
  );
  const execution = requireExecution(pipeline, input.pipelineExecutionId!);
  const stage = execution.stages.find(({ name }) => name === input.stageName);
  const conditions =
    stage?.conditions[input.conditionType as 'BEFORE_ENTRY'] ?? [];
  const open = conditions.filter(({ status }) => status === 'InProgress');
  if (open.length === 0) {
    throw new ServiceError(
      'ConditionNotOverridableException',
      `Stage ${input.stageName} has no condition ${input.conditionType} that is being looked at`,
    );
  }
  for (const condition of open) {
    condition.status = 'Overridden';
  }
}

export function listRuleExecutions(
  call: Call,
  input: ListRuleExecutionsInput,
): ListRuleExecutionsOutput {
  const pipeline = authorizedPipeline(
    call,
    'ListRuleExecutions',
    input.pipelineName!,
  );
  const { page, next } = pageOfRuns(
    pipeline,
    ({ ruleHistory }) => ruleHistory,
    { ...input, executionId: input.filter?.pipelineExecutionId },
  );
  return {
    ruleExecutionDetails: page.map(({ execution, run }) => ({
      pipelineExecutionId: execution.id,
      ruleExecutionId: run.id,
      pipelineVersion: execution.declaration.version,
      stageName: run.stageName,
      ruleName: run.ruleName,
      startTime: run.startedAt,
      lastUpdateTime: run.changedAt,
      status: run.status,
      input: {
        ruleTypeId: run.ruleTypeId,
        configuration: run.configuration,
        resolvedConfiguration: run.resolvedConfiguration,
        roleArn: run.roleArn,
        region: run.region,
      },
      output: {
        executionResult: {
          externalExecutionId: run.externalId,
          externalExecutionSummary: run.summary ?? run.error?.message,
          errorDetails: run.error,
        },
      },
    })),
    nextToken: next,
  };
}
