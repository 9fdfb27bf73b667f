import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the form field `CrossAccountStackName`. */
export const stackNameSchema = makeFieldSchema({
  output: z =>
    z.string().describe('Name of the stack that the pipeline deploys'),
});
