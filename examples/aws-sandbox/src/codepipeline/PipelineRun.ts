import { randomUUID } from 'node:crypto';
import type {
  ActionDeclaration,
  StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import type { Call } from '../world/Call';
import type { World } from '../world/World';
import { ActionFailure, toActionError } from './ActionFailure';
import { findActionProvider } from './actions/actionProviders';
import {
  artifactInRegion,
  artifactStore,
  newArtifact,
  readArtifact,
  writeArtifact,
} from './artifacts';
import { assumeActionRole, assumeServiceRole } from './assumeRoles';
import type { Pipeline } from './CodePipelineState';
import { ConditionPlace, runConditions } from './conditions/runConditions';
import type { ActionRun, Execution, StageRun } from './Execution';
import { resolveVariables } from './resolveVariables';

/** Actions of a stage in groups that run one after the other. */
function runOrders(actions: ActionDeclaration[]): ActionDeclaration[][] {
  const orders = [...new Set(actions.map(({ runOrder }) => runOrder ?? 1))];
  return orders
    .sort((a, b) => a - b)
    .map(order => actions.filter(({ runOrder }) => (runOrder ?? 1) === order));
}

/** What an action gives, unless it is given up first. */
async function orAbandon<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let giveUp = () => {};
  const abandoned = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  // An action that was given up may fail later.
  work.catch(() => {});
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/**
 * Carries one execution through the pipeline's stages.
 */
export class PipelineRun {
  private readonly world: World;
  private readonly pipeline: Pipeline;
  private readonly execution: Execution;
  private readonly rollBack: (stageName: string) => void;

  constructor(options: {
    world: World;
    pipeline: Pipeline;
    execution: Execution;
    /** Starts an execution that takes a stage back to where it worked. */
    rollBack(stageName: string): void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.execution = options.execution;
    this.rollBack = options.rollBack;
  }

  /**
   * Runs from a stage on to the end.
   *
   * @param options - `skip`: names of actions of the first of these stages that
   * are done; `lastStage`: where to end, default the last; `retry`: the first
   * stage is tried again
   */
  async run(
    firstStage = 0,
    options: { skip?: string[]; lastStage?: number; retry?: boolean } = {},
  ): Promise<void> {
    const { execution } = this;
    const all = execution.declaration.stages!;
    const stages = all.slice(firstStage, (options.lastStage ?? all.length) + 1);
    for (const [index, stage] of stages.entries()) {
      if (!(await this.enter(stage))) {
        return;
      }
      const gate = this.pipeline.gate(stage.name!);
      try {
        await this.passStage(
          stage,
          index === 0 ? options.skip ?? [] : [],
          index === 0 && options.retry,
        );
      } finally {
        gate.leave(execution);
      }
      if (execution.status !== 'InProgress') {
        return;
      }
    }
    this.setStatus('Succeeded');
  }

  private setStatus(status: Execution['status'], summary?: string): void {
    this.execution.status = status;
    this.execution.statusSummary = summary;
    this.execution.changedAt = new Date();
  }

  private async enter(stage: StageDeclaration): Promise<boolean> {
    const { execution, pipeline, world } = this;
    const isIn = await world.orStop(
      pipeline
        .gate(stage.name!)
        .enter(execution, execution.declaration.executionMode ?? 'SUPERSEDED'),
    );
    if (!isIn) {
      this.setStatus('Superseded');
      return false;
    }
    if (execution.status === 'Stopping') {
      pipeline.gate(stage.name!).leave(execution);
      this.setStatus('Stopped');
      return false;
    }
    return true;
  }

  private beginStage(stage: StageDeclaration, skip: string[]): StageRun {
    const { execution } = this;
    const done = execution.stages.find(({ name }) => name === stage.name);
    const stageRun: StageRun = {
      name: stage.name!,
      status: 'InProgress',
      enteredAt: new Date(),
      actions: (done?.actions ?? []).filter(({ actionName }) =>
        skip.includes(actionName),
      ),
      conditions: {},
      retries: done?.retries ?? { automatic: 0, manual: 0 },
    };
    execution.stages = [
      ...execution.stages.filter(each => each !== done),
      stageRun,
    ];
    return stageRun;
  }

  /** Conditions, actions, conditions, and what is to be done when they fail. */
  private async passStage(
    stage: StageDeclaration,
    skip: string[],
    isRetry = false,
  ): Promise<void> {
    const { execution, pipeline, world } = this;
    const stageRun = this.beginStage(stage, skip);
    const place = { world, pipeline, execution, stageRun };
    const entry = isRetry
      ? undefined
      : await runConditions(
          place,
          'BEFORE_ENTRY',
          stage.beforeEntry?.conditions ?? [],
        );
    if (entry === 'SKIP') {
      stageRun.status = 'Skipped';
      return;
    }
    if (entry) {
      this.failStage(stageRun, `A condition on entry of ${stage.name} failed`);
      return;
    }
    await this.runActions(stage, stageRun, skip);
    if (stageRun.status === 'Failed') {
      await this.answerFailure(stage, place);
      return;
    }
    if (stageRun.status !== 'Succeeded') {
      return;
    }
    const success = await runConditions(
      place,
      'ON_SUCCESS',
      stage.onSuccess?.conditions ?? [],
    );
    if (success) {
      this.failStage(
        stageRun,
        `A condition on success of ${stage.name} failed`,
      );
      if (success === 'ROLLBACK') {
        this.rollBack(stage.name!);
      }
    }
  }

  private failStage(stageRun: StageRun, summary?: string): void {
    stageRun.status = 'Failed';
    this.setStatus('Failed', summary);
  }

  /** Retries once, rolls back or leaves it at that, as the stage says. */
  private async answerFailure(
    stage: StageDeclaration,
    place: ConditionPlace,
  ): Promise<void> {
    const { onFailure } = stage;
    const { stageRun } = place;
    const result =
      (await runConditions(place, 'ON_FAILURE', onFailure?.conditions ?? [])) ??
      onFailure?.result;
    if (result === 'RETRY' && stageRun.retries.automatic === 0) {
      stageRun.retries = {
        ...stageRun.retries,
        automatic: 1,
        trigger: 'AutomatedStageRetry',
      };
      this.setStatus('InProgress');
      const done =
        onFailure?.retryConfiguration?.retryMode === 'ALL_ACTIONS'
          ? []
          : stageRun.actions
              .filter(({ status }) => status === 'Succeeded')
              .map(({ actionName }) => actionName);
      await this.passStage(stage, done, true);
    } else if (result === 'ROLLBACK') {
      this.rollBack(stage.name!);
    }
  }

  private async runActions(
    stage: StageDeclaration,
    stageRun: StageRun,
    skip: string[],
  ): Promise<void> {
    const { execution } = this;
    for (const group of runOrders(stage.actions!)) {
      const todo = group.filter(({ name }) => !skip.includes(name!));
      await Promise.all(todo.map(action => this.runAction(action, stageRun)));
      if (execution.abandoned.signal.aborted) {
        stageRun.status = 'Stopped';
        this.setStatus('Stopped');
        return;
      }
      if (stageRun.actions.some(({ status }) => status === 'Failed')) {
        this.failStage(stageRun);
        return;
      }
      if ((execution.status as string) === 'Stopping') {
        stageRun.status = 'Stopped';
        this.setStatus('Stopped');
        return;
      }
    }
    stageRun.status = 'Succeeded';
    execution.changedAt = new Date();
  }

  private newActionRun(
    action: ActionDeclaration,
    stageName: string,
  ): ActionRun {
    const now = new Date();
    const configuration = action.configuration ?? {};
    return {
      id: randomUUID(),
      stageName,
      actionName: action.name!,
      actionTypeId: action.actionTypeId!,
      status: 'InProgress',
      startedAt: now,
      changedAt: now,
      roleArn: action.roleArn,
      region: action.region ?? this.pipeline.region,
      namespace: action.namespace,
      configuration,
      resolvedConfiguration: resolveVariables(
        configuration,
        this.execution.variables,
      ),
      inputs: [],
      outputs: [],
    };
  }

  private async runAction(
    action: ActionDeclaration,
    stageRun: StageRun,
  ): Promise<void> {
    const { execution } = this;
    const run = this.newActionRun(action, stageRun.name);
    stageRun.actions.push(run);
    execution.history.push(run);
    execution.changedAt = run.startedAt;
    try {
      run.variables =
        (await orAbandon(
          this.world.pause().then(() => this.work(action, run)),
          execution.abandoned.signal,
        )) ?? {};
      execution.artifacts.push(
        ...run.outputs.map(place => ({ ...place, region: run.region })),
      );
      if (action.namespace) {
        execution.variables[action.namespace] = run.variables;
      }
      run.status = 'Succeeded';
    } catch (error) {
      this.world.signal.throwIfAborted();
      if (execution.abandoned.signal.aborted) {
        run.status = 'Abandoned';
        return;
      }
      run.error = toActionError(error);
      run.status = 'Failed';
    } finally {
      run.changedAt = new Date();
      execution.changedAt = run.changedAt;
    }
  }

  /** As whom the action works. */
  private callsOf(action: ActionDeclaration, region: string) {
    const { pipeline, world, execution } = this;
    const serviceRole = assumeServiceRole({
      world,
      account: pipeline.account,
      region: pipeline.region,
      pipelineArn: pipeline.arn,
      roleArn: execution.declaration.roleArn!,
    });
    const call: Call = action.roleArn
      ? assumeActionRole(serviceRole, { roleArn: action.roleArn, region })
      : { ...serviceRole, region };
    return { serviceRole, call };
  }

  private async work(action: ActionDeclaration, run: ActionRun) {
    const { pipeline, execution } = this;
    const provider = findActionProvider(action.actionTypeId!);
    if (!provider) {
      throw new ActionFailure(
        'ConfigurationError',
        `The sandbox does not run ${action.actionTypeId!.provider} actions`,
      );
    }
    const { serviceRole, call } = this.callsOf(action, run.region);
    const inputs = (action.inputArtifacts ?? []).map(({ name }) =>
      artifactInRegion({
        execution,
        serviceRole,
        artifact: { name: name!, region: run.region },
      }),
    );
    const outputs = (action.outputArtifacts ?? []).map(({ name }) =>
      newArtifact(pipeline, execution, { name: name!, region: run.region }),
    );
    run.inputs = inputs;
    run.outputs = outputs;
    return provider.run({
      pipeline,
      execution,
      action,
      run,
      call,
      configuration: run.resolvedConfiguration,
      inputs,
      outputs,
      read: name => {
        const artifact = inputs.find(each => each.name === name);
        if (!artifact) {
          throw new ActionFailure(
            'ConfigurationError',
            `${name} is no input artifact of action ${action.name}`,
          );
        }
        return readArtifact(call, artifact);
      },
      write: (name, zip) =>
        writeArtifact(
          call,
          outputs.find(each => each.name === name)!,
          artifactStore(execution, run.region),
          zip,
        ),
    });
  }
}
