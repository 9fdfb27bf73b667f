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
import type { ActionRun, Execution, StageRun } from './Execution';
import { resolveVariables } from './resolveVariables';

/** Actions of a stage in groups that run one after the other. */
function runOrders(actions: ActionDeclaration[]): ActionDeclaration[][] {
  const orders = [...new Set(actions.map(({ runOrder }) => runOrder ?? 1))];
  return orders
    .sort((a, b) => a - b)
    .map(order => actions.filter(({ runOrder }) => (runOrder ?? 1) === order));
}

/**
 * Carries one execution through the pipeline's stages.
 */
export class PipelineRun {
  private readonly world: World;
  private readonly pipeline: Pipeline;
  private readonly execution: Execution;

  constructor(options: {
    world: World;
    pipeline: Pipeline;
    execution: Execution;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.execution = options.execution;
  }

  /**
   * Runs from a stage on to the end.
   *
   * @param skip - names of actions of the first of these stages that are done
   */
  async run(firstStage = 0, skip: string[] = []): Promise<void> {
    const { execution } = this;
    const stages = execution.declaration.stages!.slice(firstStage);
    for (const [index, stage] of stages.entries()) {
      if (!(await this.enter(stage))) {
        return;
      }
      const gate = this.pipeline.gate(stage.name!);
      try {
        await this.runStage(stage, index === 0 ? skip : []);
      } finally {
        gate.leave(execution);
      }
      if (execution.status !== 'InProgress') {
        return;
      }
    }
    this.setStatus('Succeeded');
  }

  private setStatus(status: Execution['status']): void {
    this.execution.status = status;
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

  private async runStage(
    stage: StageDeclaration,
    skip: string[],
  ): Promise<void> {
    const { execution } = this;
    const done = execution.stages.find(({ name }) => name === stage.name);
    const stageRun: StageRun = {
      name: stage.name!,
      status: 'InProgress',
      enteredAt: new Date(),
      actions: (done?.actions ?? []).filter(({ actionName }) =>
        skip.includes(actionName),
      ),
    };
    execution.stages = [
      ...execution.stages.filter(each => each !== done),
      stageRun,
    ];
    for (const group of runOrders(stage.actions!)) {
      const todo = group.filter(({ name }) => !skip.includes(name!));
      await Promise.all(todo.map(action => this.runAction(action, stageRun)));
      if (stageRun.actions.some(({ status }) => status === 'Failed')) {
        stageRun.status = 'Failed';
        this.setStatus('Failed');
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
      await this.world.pause();
      run.variables = (await this.work(action, run)) ?? {};
      execution.artifacts.push(
        ...run.outputs.map(place => ({ ...place, region: run.region })),
      );
      if (action.namespace) {
        execution.variables[action.namespace] = run.variables;
      }
      run.status = 'Succeeded';
    } catch (error) {
      this.world.signal.throwIfAborted();
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
