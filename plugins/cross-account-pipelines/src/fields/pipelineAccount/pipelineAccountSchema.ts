import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the form field `CrossAccountPipelineAccount`. */
export const pipelineAccountSchema = makeFieldSchema({
  output: z =>
    z.object({
      account: z.string().describe('The pipeline account: twelve digits'),
      region: z.string().describe("The pipeline's home Region"),
    }),
});

/** Where a pipeline is to live. */
export type PipelineAccountValue = typeof pipelineAccountSchema.TOutput;
