import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of the form field `CrossAccountTargets`. */
export const targetsSchema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        name: z.string().describe('Name of the stage'),
        approval: z
          .union([z.boolean(), z.object({ message: z.string().optional() })])
          .optional()
          .describe(
            'Whether a person has to approve before the stage runs, and what that person is asked',
          ),
        targets: z.array(
          z.object({
            name: z
              .string()
              .optional()
              .describe('What people call the account, for them to recognize'),
            account: z
              .string()
              .optional()
              .describe('Twelve digits; absent where a rule names accounts'),
            region: z.string(),
            rule: z
              .object({
                environment: z.string().optional(),
                organizationalUnit: z.string().optional(),
                includeNested: z.boolean().optional(),
                tags: z.record(z.string()).optional(),
              })
              .optional()
              .describe(
                'In the place of the account: every one that it names, now and at each later change',
              ),
          }),
        ),
      }),
    ),
});

/** The stages in which a pipeline is to deploy, in their order. */
export type StagesValue = typeof targetsSchema.TOutput;

/** One stage and what it deploys to. */
export type StageValue = StagesValue[number];

/** One account and Region to deploy to, or those that a rule names. */
export type TargetValue = StageValue['targets'][number];
