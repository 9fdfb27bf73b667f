import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the form field `CrossAccountPlan`. */
export const planSchema = makeFieldSchema({
  output: z =>
    z.string().describe('The plan in a sentence, for the review of the form'),
  uiOptions: z =>
    z.object({
      entity: z
        .string()
        .optional()
        .describe('Which answer names the service; component if not given'),
      template: z
        .string()
        .optional()
        .describe(
          'Entity ref of the template; the one of the form if not given',
        ),
      isChange: z
        .boolean()
        .optional()
        .describe('Whether the form is for a pipeline that exists already'),
    }),
});
