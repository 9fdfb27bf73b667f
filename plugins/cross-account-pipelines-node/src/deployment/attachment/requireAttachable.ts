import { NotAllowedError } from '@backstage/errors';
import type { AttachmentPlan } from './planAttachment';

/**
 * @throws NotAllowedError when the plan cannot be carried out
 */
export function requireAttachable({
  refusals,
  pipelineArn,
  changes,
}: AttachmentPlan): void {
  if (refusals.length > 0) {
    throw new NotAllowedError(
      [
        `Pipeline ${pipelineArn} cannot be attached; nothing was changed:`,
        ...refusals.map(refusal => `- ${refusal}`),
        ...changes
          .filter(({ stack }) => stack)
          .map(({ diff }) => diff.trimEnd()),
      ].join('\n'),
    );
  }
}
