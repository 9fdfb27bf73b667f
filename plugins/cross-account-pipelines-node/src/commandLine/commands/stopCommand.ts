import type { Command } from './Command';
import { openPipeline } from '../runs/openPipeline';
import { tellDone } from '../runs/tellDone';

/** Stops a run. */
export const stopCommand: Command = async (invocation, terminal) => {
  const { options } = invocation;
  const { pipelineArn, runs, rest } = await openPipeline(invocation, terminal, [
    'and the id of a run',
  ]);
  const [executionId] = rest;
  const { abandon = false, reason } = options;
  const run = { pipelineArn, executionId, abandon };
  await runs.stop({ ...run, reason });
  return tellDone(
    run,
    abandon
      ? `Stops run ${executionId} and leaves what its actions are doing`
      : `Stops run ${executionId} when its actions are through`,
    { options, terminal },
  );
};
