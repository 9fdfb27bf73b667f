import type {
  ActionExecution,
  DisableStageTransitionInput,
  EnableStageTransitionInput,
  GetPipelineStateInput,
  GetPipelineStateOutput,
  PutApprovalResultInput,
  PutApprovalResultOutput,
  StageConditionState,
  StageState,
} from '@aws-sdk/client-codepipeline';
import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { Pipeline } from './CodePipelineState';
import type {
  ActionRun,
  ConditionType,
  Execution,
  StageRun,
} from './Execution';
import { authorizedPipeline, codePipelineOf, pipelineArn } from './pipelines';

interface Latest {
  execution: Execution;
  stage: StageRun;
}

/** The execution that entered a stage last. */
function latestIn(pipeline: Pipeline, stageName: string): Latest | undefined {
  return pipeline.executions
    .flatMap(execution =>
      execution.stages
        .filter(({ name }) => name === stageName)
        .map(stage => ({ execution, stage })),
    )
    .sort(
      (a, b) => b.stage.enteredAt.getTime() - a.stage.enteredAt.getTime(),
    )[0];
}

function describeRun(run: ActionRun): ActionExecution {
  return {
    actionExecutionId: run.id,
    status: run.status,
    summary: run.summary,
    lastStatusChange: run.changedAt,
    token: run.token,
    lastUpdatedBy: run.updatedBy,
    externalExecutionId: run.externalId,
    externalExecutionUrl: run.externalUrl,
    errorDetails: run.error,
  };
}

function transitionState(pipeline: Pipeline, stageName: string) {
  const disabled = pipeline.disabledTransitions.get(stageName);
  return disabled
    ? {
        enabled: false,
        disabledReason: disabled.reason,
        lastChangedBy: disabled.by,
        lastChangedAt: disabled.at,
      }
    : { enabled: true };
}

function conditionState(
  latest: Latest | undefined,
  type: ConditionType,
): StageConditionState | undefined {
  const conditions = latest?.stage.conditions[type];
  if (!conditions?.length) {
    return undefined;
  }
  const decisive =
    conditions.find(({ status }) => status !== 'Succeeded') ?? conditions[0];
  return {
    latestExecution: { status: decisive.status, summary: decisive.summary },
    conditionStates: conditions.map(condition => ({
      latestExecution: {
        status: condition.status,
        summary: condition.summary,
        lastStatusChange: condition.changedAt,
      },
      ruleStates: condition.rules.map(rule => ({
        ruleName: rule.ruleName,
        latestExecution: {
          ruleExecutionId: rule.id,
          status: rule.status,
          summary: rule.summary,
          lastStatusChange: rule.changedAt,
          externalExecutionId: rule.externalId,
          errorDetails: rule.error,
        },
      })),
    })),
  };
}

/** Lets nothing into a stage any more, or out of it into the next. */
function transitionTarget(
  pipeline: Pipeline,
  input: DisableStageTransitionInput | EnableStageTransitionInput,
): string {
  const { stages } = pipeline.declaration;
  const index = stages!.findIndex(({ name }) => name === input.stageName);
  const target =
    index < 0
      ? undefined
      : stages![index + (input.transitionType === 'Outbound' ? 1 : 0)];
  if (!target) {
    throw new ServiceError(
      'StageNotFoundException',
      `Stage ${input.stageName} was not found`,
    );
  }
  return target.name!;
}

export function disableStageTransition(
  call: Call,
  input: DisableStageTransitionInput,
): void {
  const pipeline = authorizedPipeline(
    call,
    'DisableStageTransition',
    input.pipelineName!,
  );
  const stageName = transitionTarget(pipeline, input);
  pipeline.disabledTransitions.set(stageName, {
    reason: input.reason!,
    by: call.caller.arn,
    at: new Date(),
  });
  pipeline.gate(stageName).close();
}

export function enableStageTransition(
  call: Call,
  input: EnableStageTransitionInput,
): void {
  const pipeline = authorizedPipeline(
    call,
    'EnableStageTransition',
    input.pipelineName!,
  );
  const stageName = transitionTarget(pipeline, input);
  pipeline.disabledTransitions.delete(stageName);
  pipeline.gate(stageName).open();
}

function describeStage(
  pipeline: Pipeline,
  stage: Pipeline['declaration']['stages'] extends (infer S)[] | undefined
    ? S
    : never,
): StageState {
  const latest = latestIn(pipeline, stage.name!);
  const inbound = pipeline.gate(stage.name!).inbound.map(({ id }) => ({
    pipelineExecutionId: id,
    status: 'InProgress' as const,
  }));
  return {
    stageName: stage.name,
    inboundExecution: inbound[0],
    inboundExecutions: inbound,
    inboundTransitionState: transitionState(pipeline, stage.name!),
    actionStates: stage.actions!.map(({ name }) => {
      const run = latest?.stage.actions.find(
        ({ actionName }) => actionName === name,
      );
      const revision = latest?.execution.revisions.find(each =>
        run?.outputs.some(output => output.name === each.name),
      );
      return {
        actionName: name,
        latestExecution: run && describeRun(run),
        currentRevision: revision && {
          revisionId: revision.revisionId,
          revisionChangeId: undefined,
          created: revision.created,
        },
      };
    }),
    latestExecution: latest && {
      pipelineExecutionId: latest.execution.id,
      status: latest.stage.status,
      type: latest.execution.type,
    },
    beforeEntryConditionState: conditionState(latest, 'BEFORE_ENTRY'),
    onSuccessConditionState: conditionState(latest, 'ON_SUCCESS'),
    onFailureConditionState: conditionState(latest, 'ON_FAILURE'),
    retryStageMetadata: latest && {
      autoStageRetryAttempt: latest.stage.retries.automatic,
      manualStageRetryAttempt: latest.stage.retries.manual,
      latestRetryTrigger: latest.stage.retries.trigger,
    },
  };
}

export function getPipelineState(
  call: Call,
  input: GetPipelineStateInput,
): GetPipelineStateOutput {
  const pipeline = authorizedPipeline(call, 'GetPipelineState', input.name!);
  return {
    pipelineName: pipeline.name,
    pipelineVersion: pipeline.declaration.version,
    created: pipeline.createdAt,
    updated: pipeline.updatedAt,
    stageStates: pipeline.declaration.stages!.map(stage =>
      describeStage(pipeline, stage),
    ),
  };
}

export function putApprovalResult(
  call: Call,
  input: PutApprovalResultInput,
): PutApprovalResultOutput {
  const { pipelineName, stageName, actionName } = input;
  authorize(call, {
    action: 'codepipeline:PutApprovalResult',
    resource: `${pipelineArn(call, pipelineName!)}/${stageName}/${actionName}`,
  });
  const pipeline = codePipelineOf(call).pipelines.get(pipelineName!);
  if (!pipeline) {
    throw new ServiceError(
      'PipelineNotFoundException',
      `Account '${call.caller.account}' does not have a pipeline with name '${pipelineName}'`,
    );
  }
  const run = latestIn(pipeline, stageName!)?.stage.actions.find(
    each => each.actionName === actionName,
  );
  if (!run) {
    throw new ServiceError(
      'ActionNotFoundException',
      `Action ${actionName} of stage ${stageName} has not run`,
    );
  }
  if (!run.answer) {
    throw new ServiceError(
      'ApprovalAlreadyCompletedException',
      'The approval action has already been approved or rejected.',
    );
  }
  if (run.token !== input.token) {
    throw new ServiceError(
      'InvalidApprovalTokenException',
      'Invalid approval token',
    );
  }
  run.answer({
    approved: input.result!.status === 'Approved',
    summary: input.result!.summary!,
    by: call.caller.arn,
  });
  return { approvedAt: new Date() };
}
