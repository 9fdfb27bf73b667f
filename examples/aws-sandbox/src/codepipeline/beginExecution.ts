import { randomUUID } from 'node:crypto';
import type { World } from '../world/World';
import type { Pipeline } from './CodePipelineState';
import type { Execution } from './Execution';
import { PipelineRun } from './PipelineRun';

/**
 * Starts an execution of a pipeline as it is defined now.
 */
export function beginExecution(
  world: World,
  pipeline: Pipeline,
  trigger: Execution['trigger'],
  variables: Record<string, string> = {},
): Execution {
  const now = new Date();
  const id = randomUUID();
  const execution: Execution = {
    id,
    declaration: pipeline.declaration,
    status: 'InProgress',
    startedAt: now,
    changedAt: now,
    trigger,
    stages: [],
    history: [],
    revisions: [],
    artifacts: [],
    variables: { codepipeline: { PipelineExecutionId: id }, variables },
    settled: Promise.resolve(),
  };
  pipeline.add(execution);
  const run = new PipelineRun({ world, pipeline, execution });
  execution.settled = world.runInBackground(() => run.run());
  return execution;
}
