import * as z from 'zod';
import { region } from '../vocabulary/awsSchemas';
import { buildSchema } from '../../providers/build/codeBuild';
import { deploySchema } from '../../providers/deploy/targetKinds';
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
              account: targetSchema.shape.account.optional(),
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

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * What `parsePipelineSpec` takes, as a JSON schema of draft 7: every field with
 * its type and what it is for. It refuses little, and nothing for being unknown:
 * what is wrong with a spec, `parsePipelineSpec` says in better words.
 *
 * @public
 */
export function pipelineSpecJsonSchema(): z.core.JSONSchema.ObjectSchema {
  const schema = z.toJSONSchema(writtenSpecSchema, {
    target: 'draft-7',
    io: 'input',
  });
  return describe(schema as Schema) as z.core.JSONSchema.ObjectSchema;
}

/** Leaves out what only says what is wrong. */
function describe(schema: Schema): Schema {
  const { type, enum: choices, required, default: usual } = schema;
  const { properties, items, additionalProperties: others } = schema;
  const members = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
  const needs = members?.map(describeNeeds).filter(Boolean).join('; ');
  return withoutUndefined({
    // A number too, so that somebody can be told what becomes of the zeros.
    type: schema.pattern === '^\\d{12}$' ? ['string', 'number'] : type,
    description:
      [schema.description, needs].filter(Boolean).join(': ') || undefined,
    default: usual,
    enum: choices,
    required,
    properties: properties && mapValues(properties as Record<string, Schema>),
    items: items && describe(items as Schema),
    additionalProperties:
      typeof others === 'object' ? describe(others) : undefined,
    anyOf: members?.map(member => describe(leaveToParser(member))),
  });
}

/** The field that tells a member of a union apart, and its value. */
function findConstant({ properties = {} }: Schema) {
  return Object.entries(properties as Record<string, Schema>).find(
    ([, field]) => field.const !== undefined,
  );
}

/** `S3 with bucket, objectKey` */
function describeNeeds(member: Schema): string | undefined {
  const [name, field] = findConstant(member) ?? [];
  const needed = member.required?.filter(each => each !== name) ?? [];
  return (
    field && [field.const, needed.join(', ')].filter(Boolean).join(' with ')
  );
}

/** What is wrong with all members at once, nobody could read. */
function leaveToParser(member: Schema): Schema {
  const { required, ...rest } = member;
  const [name, field] = findConstant(member) ?? [];
  return name && field
    ? {
        ...rest,
        properties: {
          ...member.properties,
          [name]: {
            type: field.type,
            description: `${field.const}: ${field.description}`,
          },
        },
      }
    : rest;
}

function mapValues(fields: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, describe(field)]),
  );
}

function withoutUndefined(schema: object): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([, value]) => value !== undefined),
  );
}
