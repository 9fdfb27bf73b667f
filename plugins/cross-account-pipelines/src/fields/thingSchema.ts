import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { listedThingKinds } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** The value of the form field `CrossAccountThing`. */
export const thingSchema = makeFieldSchema({
  output: z => z.string().describe('Name of the thing, or ARN of a connection'),
  uiOptions: z =>
    z.object({
      kind: z.enum(listedThingKinds),
      in: z
        .enum(['pipeline', 'targets'])
        .describe(
          "Whether it is in the pipeline account or in every account that the form's stages name",
        ),
    }),
});
