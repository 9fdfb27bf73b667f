import type { Command } from './Command';
import { openPipeline } from '../runs/openPipeline';
import { tellDone } from '../runs/tellDone';
import { UsageError } from '../UsageError';

/** Answers what a manual approval of a run waits for. */
export const approveCommand: Command = async (invocation, terminal) => {
  const { options } = invocation;
  const { pipelineArn, runs, rest } = await openPipeline(invocation, terminal, [
    'the id of a run',
    'and <stage>/<action> that waits',
  ]);
  const [executionId, place] = rest;
  const [stage, action, ...more] = place.split('/');
  if (!stage || !action || more.length > 0) {
    throw new UsageError(
      `${place} is not an approval; expected <stage>/<action>`,
    );
  }
  const approve = !options.reject;
  const answer = { pipelineArn, executionId, stage, action, approve };
  await runs.answerApproval({ ...answer, comment: options.comment ?? '' });
  return tellDone(
    answer,
    `${
      approve ? 'Approved' : 'Rejected'
    } ${stage}/${action} of run ${executionId}`,
    { options, terminal },
  );
};
