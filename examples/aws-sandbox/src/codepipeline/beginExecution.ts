import { randomUUID } from 'node:crypto';
import type { SourceRevisionOverride } from '@aws-sdk/client-codepipeline';
import type { World } from '../world/World';
import type { Pipeline } from './CodePipelineState';
import type { Execution } from './Execution';
import { PipelineRun } from './PipelineRun';

function newExecution(
  pipeline: Pipeline,
  trigger: Execution['trigger'],
): Execution {
  const now = new Date();
  const id = randomUUID();
  return {
    id,
    declaration: pipeline.declaration,
    status: 'InProgress',
    type: 'STANDARD',
    startedAt: now,
    changedAt: now,
    trigger,
    abandoned: new AbortController(),
    sourceOverrides: {},
    stages: [],
    history: [],
    ruleHistory: [],
    revisions: [],
    artifacts: [],
    variables: { codepipeline: { PipelineExecutionId: id }, variables: {} },
    settled: Promise.resolve(),
  };
}

function defaultVariables({ declaration }: Pipeline): Record<string, string> {
  return Object.fromEntries(
    (declaration.variables ?? []).flatMap(({ name, defaultValue }) =>
      defaultValue === undefined ? [] : [[name!, defaultValue]],
    ),
  );
}

/** What carries an execution on. */
export function runOf(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
): PipelineRun {
  return new PipelineRun({
    world,
    pipeline,
    execution,
    rollBack: stageName => {
      const target = rollbackTargets(pipeline, stageName).at(-1);
      if (target) {
        beginRollback(world, pipeline, {
          stageName,
          target,
          trigger: { type: 'AutomatedRollback', detail: execution.id },
        });
      }
    },
  });
}

/**
 * Starts an execution of a pipeline as it is defined now.
 */
export function beginExecution(
  world: World,
  pipeline: Pipeline,
  trigger: Execution['trigger'],
  options: {
    variables?: Record<string, string>;
    sourceOverrides?: Record<string, SourceRevisionOverride>;
    token?: string;
  } = {},
): Execution {
  const execution = newExecution(pipeline, trigger);
  execution.variables.variables = {
    ...defaultVariables(pipeline),
    ...options.variables,
  };
  execution.sourceOverrides = options.sourceOverrides ?? {};
  execution.token = options.token;
  pipeline.add(execution);
  execution.settled = world.runInBackground(() =>
    runOf(world, pipeline, execution).run(),
  );
  return execution;
}

/**
 * Executions that a stage can go back to, the oldest first: those that it went
 * well in, under the definition as it is now.
 */
export function rollbackTargets(
  pipeline: Pipeline,
  stageName: string,
): Execution[] {
  return pipeline.executions.filter(
    ({ type, declaration, stages }) =>
      type === 'STANDARD' &&
      declaration === pipeline.declaration &&
      stages.some(
        ({ name, status }) => name === stageName && status === 'Succeeded',
      ),
  );
}

/**
 * Runs one stage again with what it had in an earlier execution.
 */
export function beginRollback(
  world: World,
  pipeline: Pipeline,
  options: {
    stageName: string;
    target: Execution;
    trigger: Execution['trigger'];
  },
): Execution {
  const { stageName, target, trigger } = options;
  const execution: Execution = {
    ...newExecution(pipeline, trigger),
    type: 'ROLLBACK',
    rollbackTarget: target.id,
    revisions: [...target.revisions],
    artifacts: [...target.artifacts],
  };
  execution.variables = { ...target.variables, ...execution.variables };
  execution.variables.variables = target.variables.variables;
  pipeline.add(execution);
  const index = execution.declaration.stages!.findIndex(
    ({ name }) => name === stageName,
  );
  execution.settled = world.runInBackground(() =>
    runOf(world, pipeline, execution).run(index, { lastStage: index }),
  );
  return execution;
}
