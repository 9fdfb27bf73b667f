import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the form field `CrossAccountRecordedPipeline`. */
export const recordedPipelineSchema = makeFieldSchema({
  output: z =>
    z
      .record(z.unknown())
      .describe('A pipeline spec, as the render action takes it'),
  uiOptions: z =>
    z.object({
      entity: z
        .string()
        .optional()
        .describe('Which answer names the service; component if not given'),
    }),
});
