import type { Command } from './Command';
import { openPipeline } from '../runs/openPipeline';
import { readTimeout, tellRun } from '../runs/tellRun';

/** Runs the failed actions of a stage again and follows the run. */
export const retryCommand: Command = async (invocation, terminal) => {
  const { options } = invocation;
  readTimeout(options.timeout);
  const pipeline = await openPipeline(invocation, terminal, [
    'the id of the run that failed',
    'and the stage that failed',
  ]);
  const { pipelineArn, runs, rest } = pipeline;
  const [executionId, stage] = rest;
  await runs.retry({ pipelineArn, executionId, stage });
  return tellRun(pipeline, executionId, { options, terminal });
};
