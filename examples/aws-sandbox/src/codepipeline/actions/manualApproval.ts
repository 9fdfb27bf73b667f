import { randomUUID } from 'node:crypto';
import { authorize } from '../../access/authorize';
import { ActionFailure } from '../ActionFailure';
import type { ActionProvider } from './ActionProvider';

/**
 * Waits for a person. See
 * `codepipeline/latest/userguide/approvals`.
 */
export const manualApproval: ActionProvider = {
  category: 'Approval',
  owner: 'AWS',
  provider: 'Manual',
  async run({ call, configuration, run }) {
    if (configuration.NotificationArn) {
      authorize(call, {
        action: 'sns:Publish',
        resource: configuration.NotificationArn,
      });
    }
    run.token = randomUUID();
    const answer = await call.world.orStop(
      new Promise<{ approved: boolean; summary: string; by: string }>(
        resolve => {
          run.answer = resolve;
        },
      ),
    );
    run.token = undefined;
    run.answer = undefined;
    run.summary = answer.summary;
    run.updatedBy = answer.by;
    if (!answer.approved) {
      throw new ActionFailure('JobFailed', `Rejected: ${answer.summary}`);
    }
  },
};
