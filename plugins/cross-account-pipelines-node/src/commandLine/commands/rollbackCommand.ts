import type { Command } from './Command';
import { openPipeline } from '../runs/openPipeline';
import { readTimeout, tellRun } from '../runs/tellRun';

/** Runs a stage with what an earlier run had brought there, and follows that. */
export const rollbackCommand: Command = async (invocation, terminal) => {
  const { options } = invocation;
  readTimeout(options.timeout);
  const pipeline = await openPipeline(invocation, terminal, ['and a stage']);
  const { pipelineArn, runs, rest } = pipeline;
  const [stage] = rest;
  const executionId = await runs.rollBack({
    pipelineArn,
    stage,
    targetExecutionId: options.to,
  });
  return tellRun(pipeline, executionId, { options, terminal });
};
