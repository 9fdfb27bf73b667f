import { z } from 'zod';
import { region } from './awsSchemas';
import { buildSchema } from './buildSchema';
import { deploySchema } from './deploySchema';
import { pipelineSpecSchema } from './pipelineSpecSchema';
import { stageSchema, targetSchema } from './stageSchema';

/** With the shorthands that `expandInput` writes out. */
const writtenSpecSchema = pipelineSpecSchema.extend({
  deploy: deploySchema
    .describe(
      'What every target does that does not say so itself, field by field. ${AWS::AccountId}, ${AWS::Region} and ${AWS::Partition} stand for those of the target',
    )
    .optional(),
  test: buildSchema
    .describe(
      'A test that CodeBuild runs in every target, after what is deployed there; the next wave waits for it',
    )
    .optional(),
  stages: z
    .array(
      stageSchema.extend({
        targets: z
          .array(
            targetSchema.extend({
              region: targetSchema.shape.region.optional(),
              regions: z
                .array(region)
                .describe('Instead of region: stands for one target in each')
                .optional(),
              deploy: targetSchema.shape.deploy.optional(),
            }),
          )
          .describe(stageSchema.shape.targets.description!),
      }),
    )
    .describe(pipelineSpecSchema.shape.stages.description!),
});

/** What says what there is. The other keywords only say what is wrong. */
const descriptive = new Set([
  '$schema',
  'additionalProperties',
  'anyOf',
  'default',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'type',
]);

/**
 * What `parsePipelineSpec` takes, as a JSON schema of draft 7: every field with
 * its type and what it is for. It refuses little, and nothing for being unknown:
 * what is wrong with a spec, `parsePipelineSpec` says in better words.
 *
 * @public
 */
export function pipelineSpecJsonSchema(): z.core.JSONSchema.ObjectSchema {
  return z.toJSONSchema(writtenSpecSchema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => loosen(jsonSchema),
  }) as z.core.JSONSchema.ObjectSchema;
}

function loosen(schema: z.core.JSONSchema.BaseSchema): void {
  // A number too, so that somebody can be told what becomes of the zeros.
  if (schema.pattern === '^\\d{12}$') {
    Object.assign(schema, { type: ['string', 'number'] });
  }
  // What tells the members of a union apart would refuse in the name of all.
  if (schema.const !== undefined) {
    schema.description = `${schema.const}: ${schema.description}`;
  }
  const { oneOf, anyOf = oneOf } = schema;
  if (anyOf) {
    schema.anyOf = anyOf;
    anyOf.forEach(member => delete member.required);
  }
  if (schema.additionalProperties === false) {
    delete schema.additionalProperties;
  }
  for (const keyword of Object.keys(schema)) {
    if (!descriptive.has(keyword)) {
      delete schema[keyword];
    }
  }
}
