import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the form field `CrossAccountService`. */
export const serviceSchema = makeFieldSchema({
  output: z => z.string().describe('Entity ref of a component'),
});
