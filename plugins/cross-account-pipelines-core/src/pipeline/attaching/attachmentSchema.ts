import * as z from 'zod';
import { accountId, pipelinePartName } from '../vocabulary/awsSchemas';
import { pipelineSpecSchema } from '../spec/pipelineSpecSchema';
import { stageSchema } from '../spec/stageSchema';

/**
 * The shape of what is asked of a pipeline that exists. What its stages deploy is
 * judged with the rest by `attachmentSpec`.
 *
 * @alpha
 */
export const attachmentSchema = z.strictObject({
  actions: z
    .array(
      z.strictObject({
        stage: pipelinePartName.describe('Stage of the action'),
        action: pipelinePartName.describe('Name of the action'),
        account: accountId.describe(
          'The account to work in: twelve digits, in quotes',
        ),
      }),
    )
    .describe(
      'CloudFormation actions of the pipeline that are to work in another account',
    )
    .optional(),
  stages: z
    .array(stageSchema)
    .describe('Stages to add at the end of the pipeline')
    .optional(),
  artifact: pipelinePartName
    .describe(
      'The artifact that new stages deploy from. Default: the last one that the pipeline makes',
    )
    .optional(),
  ...pipelineSpecSchema.pick({
    deployRole: true,
    permissionsBoundary: true,
    rolePath: true,
    roleNamePrefix: true,
    tags: true,
  }).shape,
});

/**
 * What is asked of a pipeline that exists: which of its actions are to work in
 * which account, and what stages it gets besides.
 *
 * @alpha
 */
export type AttachmentRequest = z.output<typeof attachmentSchema>;
