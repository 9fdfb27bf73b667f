import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  healthsFromBest,
  listedThingKinds,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { linkSortFields } from 'backstage-plugin-cross-account-pipelines-common';
import { z } from 'zod';

/** Characters of an error text that is explained. */
const MAX_TEXT = 65_536;

/** Values of one field of a query. */
const MAX_VALUES = 200;

/** What a database and a log can take. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/, {
      message: 'has control characters in it',
    });

const name = text(128).min(1);

const entityRef = z
  .string()
  .max(512)
  .refine(isEntityRef, 'expected an entity reference with its kind')
  .transform(ref => stringifyEntityRef(parseEntityRef(ref)));

const pipelineArn = text(255);

const accountId = z.string().regex(/^\d{12}$/, 'expected twelve digits');

/** A parameter that may be there once or several times. */
const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value =>
      value === undefined || Array.isArray(value) ? value : [value as unknown],
    z.array(item).max(MAX_VALUES).optional(),
  );

const truth = z.enum(['true', 'false']).transform(value => value === 'true');

/** What each route takes, by its operation in `openapi.yaml`. */
export const requestSchemas = {
  registration: z.strictObject({ entityRef, pipelineArn }),
  entity: z.strictObject({ entityRef }),
  entityAndAccount: z.strictObject({ entityRef, account: accountId }),
  pipelines: z.strictObject({
    limit: z.coerce.number().int().min(1).max(1000).optional(),
    cursor: text(1000).optional(),
  }),
  entityPipelines: z.strictObject({
    detail: z.enum(['full', 'glance']).default('full'),
  }),
  report: z.strictObject({ link: text(100).min(1).optional() }),
  links: z.strictObject({
    account: several(accountId),
    environment: several(name),
    region: several(name),
    entity: several(entityRef),
    owner: several(entityRef),
    system: several(entityRef),
    health: several(z.enum(healthsFromBest as [string, ...string[]])),
    hop: several(text(20)),
    rule: several(name),
    since: z.iso.datetime({ offset: true }).optional(),
    text: text(200).optional(),
    sort: z.enum(linkSortFields).optional(),
    descending: truth.optional(),
    limit: z.coerce.number().int().min(1).max(1000).optional(),
    cursor: text(1000).optional(),
  }),
  things: z.strictObject({
    kind: z.enum(listedThingKinds),
    region: text(30).min(1),
  }),
  explain: z.strictObject({
    text: z
      .string()
      .min(1)
      .refine(value => value.length <= MAX_TEXT, {
        error: issue =>
          `it has ${
            (issue.input as string).length
          } characters; at most ${MAX_TEXT} are explained`,
      }),
    pipelineArn: pipelineArn.optional(),
  }),
  plan: z.strictObject({
    entityRef,
    spec: z.record(z.string(), z.unknown()),
  }),
  waiver: z.strictObject({
    rule: name,
    account: accountId.optional(),
    reason: text(1000).min(1),
    until: z.iso.date(),
  }),
  start: z.strictObject({
    variables: z.record(name, text(1000)).optional(),
    sourceRevisions: z
      .array(
        z.strictObject({
          action: name,
          type: z.enum([
            'COMMIT_ID',
            'IMAGE_DIGEST',
            'S3_OBJECT_VERSION_ID',
            'S3_OBJECT_KEY',
          ]),
          value: text(1500).min(1),
        }),
      )
      .max(50)
      .optional(),
  }),
  rollback: z.strictObject({
    stage: name,
    targetExecutionId: name.optional(),
  }),
  stop: z.strictObject({
    executionId: name,
    abandon: z.boolean().optional(),
    reason: text(200).optional(),
  }),
  retry: z.strictObject({ executionId: name, stage: name }),
  approval: z.strictObject({
    executionId: name,
    stage: name,
    action: name,
    approve: z.boolean(),
    comment: text(512),
  }),
};

function isEntityRef(ref: string): boolean {
  try {
    parseEntityRef(ref);
    return true;
  } catch {
    return false;
  }
}
