import type {
  ActionExecution,
  GetPipelineStateInput,
  GetPipelineStateOutput,
  PutApprovalResultInput,
  PutApprovalResultOutput,
  StageState,
} from '@aws-sdk/client-codepipeline';
import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { Pipeline } from './CodePipelineState';
import type { ActionRun, Execution, StageRun } from './Execution';
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
    inboundTransitionState: { enabled: true },
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
