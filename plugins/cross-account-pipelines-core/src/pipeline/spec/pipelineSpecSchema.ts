import * as z from 'zod';
import {
  accountId,
  bucketName,
  keyArn,
  pipelinePartName,
  policyArn,
  policyStatement,
  region,
  roleArn,
} from '../vocabulary/awsSchemas';
import { buildSchema } from '../../providers/build/codeBuild';
import { sourceSchema } from '../../providers/source/sourceKinds';
import { stageSchema } from './stageSchema';
import { existingResourceSchema } from '../../template/manifest/existingResourceSchema';
import { shaped, text } from '../vocabulary/textSchema';

/** See `codepipeline/latest/APIReference/API_GitPushFilter` and its like. */
const maxPatterns = 8;

const patterns = z
  .array(text({ max: 255 }))
  .min(1, 'must name at least one')
  .max(maxPatterns, `must name at most ${maxPatterns}`);

const filter = z
  .strictObject({
    includes: patterns
      .describe('Patterns with *, **, ? and {a,b} of which one has to match')
      .optional(),
    excludes: patterns.describe('Patterns of which none may match').optional(),
  })
  .refine(({ includes, excludes }) => includes || excludes, {
    message: 'must have includes or excludes',
  });

const trigger = z.discriminatedUnion(
  'on',
  [
    z
      .strictObject({
        on: z.literal('push').describe('A push to the repository'),
        branches: filter.describe('Branches pushed to').optional(),
        tags: filter.describe('Tags pushed').optional(),
        paths: filter.describe('Files changed').optional(),
      })
      .refine(({ tags, branches }) => !tags || !branches, {
        message: 'must not have both tags and branches',
      }),
    z.strictObject({
      on: z
        .literal('pull-request')
        .describe('A pull request of the repository'),
      events: z
        .array(
          z.enum(
            ['OPEN', 'UPDATED', 'CLOSED'],
            'must be OPEN, UPDATED or CLOSED',
          ),
        )
        .describe('What happens to it. Default: all')
        .optional(),
      branches: filter.describe('Branches it would be merged into').optional(),
      paths: filter.describe('Files changed').optional(),
    }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'must be push or pull-request'
        : undefined,
  },
);

const variable = z.strictObject({
  name: pipelinePartName.describe('Name of the variable'),
  default: text({ max: 1000 })
    .describe('Its value when nobody gives one')
    .optional(),
  description: text({ max: 200, min: 0 })
    .describe('For those who start the pipeline')
    .optional(),
});

const deployRole = z.strictObject({
  managedPolicyArns: z
    .array(policyArn)
    .max(20, 'must name at most 20 policies, the most IAM attaches to a role')
    .describe('Managed policies to attach')
    .optional(),
  statements: z
    .array(policyStatement)
    .describe('Statements of an inline policy, spelled as IAM does')
    .optional(),
  permissionsBoundary: policyArn
    .describe('ARN of the managed policy that bounds it')
    .optional(),
});

const organization = z.strictObject({
  id: shaped(
    /^o-[a-z0-9]{10,32}$/,
    'the id of an organization such as o-a1b2c3d4e5',
    {
      max: 34,
    },
  ).describe('Id of the organization'),
  paths: z
    .array(
      shaped(
        /^o-[a-z0-9]+\/(?:r-[a-z0-9]+\/)?(?:ou-[a-z0-9-]+\/)*\*?$/,
        'a path of an organization such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*',
        { max: 512 },
      ),
    )
    .min(1, 'must name at least one')
    .describe(
      'Organizational units to stay within, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*. Default: all',
    )
    .optional(),
});

const existing = z.strictObject({
  artifactStores: z
    .record(
      region,
      z.strictObject({
        bucket: bucketName.describe('Name of the bucket'),
        keyArn: keyArn.describe('ARN of the key that it is encrypted with'),
      }),
    )
    .describe('Artifact bucket and key by Region; other Regions get new ones')
    .optional(),
  serviceRoleArn: roleArn
    .describe('The role that the pipeline runs with')
    .optional(),
  buildRoleArn: roleArn.describe('The role that it builds with').optional(),
  resources: z
    .array(existingResourceSchema)
    .max(500, 'must name at most 500 resources')
    .describe(
      'What the plan is to take as it is said here, where AWS is not asked: what these parts, and others, allow',
    )
    .optional(),
});

/** Fewer than AWS's fifty: templates of platform teams add theirs. */
const maxTags = 40;

const tagKey = shaped(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu, 'a tag key', {
  max: 128,
});

/** Each is a line of every trust policy. */
const maxPrincipalTags = 5;

const accessLogs = z.strictObject({
  buckets: z
    .record(region, bucketName)
    .describe(
      'Buckets of the pipeline account that take the logs of its own, by Region; other Regions get a new one',
    )
    .optional(),
  days: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(3650, 'must be at most 3650')
    .describe('Days after which new buckets forget them. Default 365')
    .optional(),
});

const count = (least: number) =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(10_000, 'must be at most 10000');

const percentage = (least: number) =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(100, 'must be at most 100');

/** See `AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences`. */
const operationPreferences = z
  .strictObject({
    regionConcurrencyType: z
      .enum(['SEQUENTIAL', 'PARALLEL'], 'must be SEQUENTIAL or PARALLEL')
      .describe(
        'Whether Regions come one after the other. Default: only where regionOrder is given',
      )
      .optional(),
    regionOrder: z
      .array(region)
      .min(1, 'must name at least one')
      .describe('The order of the Regions')
      .optional(),
    maxConcurrentCount: count(1)
      .describe('Accounts at a time. Default: all')
      .optional(),
    maxConcurrentPercentage: percentage(1)
      .describe('The same as a part of all accounts')
      .optional(),
    failureToleranceCount: count(0)
      .describe('Accounts of a Region that may fail before it stops. Default 0')
      .optional(),
    failureTolerancePercentage: percentage(0)
      .describe('The same as a part of all accounts')
      .optional(),
    concurrencyMode: z
      .enum(
        ['STRICT_FAILURE_TOLERANCE', 'SOFT_FAILURE_TOLERANCE'],
        'must be STRICT_FAILURE_TOLERANCE or SOFT_FAILURE_TOLERANCE',
      )
      .describe(
        'Whether the failures that are tolerated bound the accounts at a time. Default SOFT_FAILURE_TOLERANCE: they do not',
      )
      .optional(),
  })
  .refine(
    each =>
      each.maxConcurrentCount === undefined ||
      each.maxConcurrentPercentage === undefined,
    {
      message:
        'must not have both maxConcurrentCount and maxConcurrentPercentage',
    },
  )
  .refine(
    each =>
      each.failureToleranceCount === undefined ||
      each.failureTolerancePercentage === undefined,
    {
      message:
        'must not have both failureToleranceCount and failureTolerancePercentage',
    },
  );

/** See `AWSCloudFormation/latest/APIReference/API_CreateStackInstances`. */
const maxUnits = 50;

const organizationalUnit = shaped(
  /^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/,
  'the id of an organizational unit such as ou-ab12-11111111, or of a root such as r-ab12',
  { max: 68 },
);

/** See `AWSCloudFormation/latest/APIReference/API_AutoDeployment`. */
const autoDeployment = z
  .strictObject({
    enabled: z
      .boolean()
      .describe(
        'Whether every account that comes into the units gets a stack, and those that are there now. Default false: only the target accounts do',
      ),
    retainStacksOnAccountRemoval: z
      .boolean()
      .describe(
        'Whether an account that leaves the units keeps its stack. Default false',
      )
      .optional(),
  })
  .refine(
    ({ enabled, retainStacksOnAccountRemoval }) =>
      enabled || !retainStacksOnAccountRemoval,
    {
      path: ['retainStacksOnAccountRemoval'],
      message: 'is for automatic deployment, which is not enabled',
    },
  );

const stackSet = z.strictObject({
  permissionModel: z
    .enum(
      ['SELF_MANAGED', 'SERVICE_MANAGED'],
      'must be SELF_MANAGED or SERVICE_MANAGED',
    )
    .describe(
      'Whose roles StackSets works with: SELF_MANAGED, with those that you have made, or SERVICE_MANAGED, with those that AWS makes in accounts of the organization. Default SELF_MANAGED',
    )
    .optional(),
  administrationRoleArn: roleArn
    .describe(
      'Of SELF_MANAGED. Default AWSCloudFormationStackSetAdministrationRole of the pipeline account',
    )
    .optional(),
  executionRoleName: shaped(/^[\w+=,.@-]+$/, 'the name of a role', { max: 64 })
    .describe('Of SELF_MANAGED. Default AWSCloudFormationStackSetExecutionRole')
    .optional(),
  callAs: z
    .enum(['SELF', 'DELEGATED_ADMIN'], 'must be SELF or DELEGATED_ADMIN')
    .describe(
      "Of SERVICE_MANAGED: SELF where the pipeline account is the organization's management account. Default DELEGATED_ADMIN: it is a delegated administrator of StackSets",
    )
    .optional(),
  organizationalUnits: z
    .array(organizationalUnit)
    .min(1, 'must name at least one')
    .max(maxUnits, `must name at most ${maxUnits}`)
    .describe(
      'Of SERVICE_MANAGED: organizational units, or the root, that all target accounts are in or below. Default: those by which rules name the targets',
    )
    .optional(),
  autoDeployment: autoDeployment
    .describe('Of SERVICE_MANAGED: what becomes of accounts that come and go')
    .optional(),
  operationPreferences: operationPreferences
    .describe('In which order, and how many accounts at a time')
    .optional(),
});

/**
 * The shape of a pipeline spec as people give it: what can be judged by looking
 * at one field. `parsePipelineSpec` judges the whole.
 *
 * @public
 */
export const pipelineSpecSchema = z.strictObject({
  name: shaped(
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    'lower case letters, digits and single hyphens, beginning with a letter',
    { max: 100 },
  ).describe(
    'Names the pipeline and everything made for it: lower case letters, digits, hyphens',
  ),
  account: accountId.describe(
    'The account that the pipeline lives in: twelve digits, in quotes',
  ),
  region: region.describe("The pipeline's Region"),
  type: z
    .enum(['V1', 'V2'], 'must be V1 or V2')
    .describe(
      'Generation of CodePipeline. V1 has no triggers, variables, conditions or other execution modes. Default V2',
    )
    .optional(),
  executionMode: z
    .enum(
      ['SUPERSEDED', 'QUEUED', 'PARALLEL'],
      'must be SUPERSEDED, QUEUED or PARALLEL',
    )
    .describe(
      'What happens to an execution that another one overtakes. Default SUPERSEDED',
    )
    .optional(),
  source: sourceSchema.describe('Where the source comes from'),
  triggers: z
    .array(trigger)
    .max(50, 'must have at most 50')
    .describe(
      'Which pushes and pull requests start a V2 pipeline with a connection. Filters of one trigger have to match together',
    )
    .optional(),
  variables: z
    .array(variable)
    .max(50, 'must have at most 50')
    .describe('Values that a person may give when starting a V2 pipeline')
    .optional(),
  build: buildSchema
    .describe(
      'A CodeBuild step; {} for the defaults. Without it targets deploy from the source',
    )
    .optional(),
  stages: z
    .array(stageSchema)
    .min(1, 'must have at least one stage')
    .describe(
      'Run one after the other; the targets of a stage at the same time',
    ),
  deployRole: deployRole
    .describe('What CloudFormation may do in the target accounts')
    .optional(),
  permissionsBoundary: policyArn
    .describe('ARN of the managed policy that bounds every role')
    .optional(),
  rolePath: shaped(
    /^\/(?:[\w+=,.@-]+\/)*$/,
    'an IAM path such as /pipelines/',
    { max: 256 },
  )
    .describe('IAM path of every role, such as /pipelines/. Default /')
    .optional(),
  roleNamePrefix: shaped(/^[\w+=,.@-]+$/, 'letters, digits and _ + = , . @ -', {
    max: 20,
  })
    .describe('Put before the name of every role')
    .optional(),
  organization: organization
    .describe('The organization that all accounts belong to')
    .optional(),
  principals: z
    .enum(['accounts', 'organization'], 'must be accounts or organization')
    .describe(
      "How key and bucket name the roles of other accounts: by the accounts' roots or by the organization, narrowed by the roles' names. Default: accounts while they fit into the policies",
    )
    .optional(),
  principalTags: z
    .record(
      tagKey,
      shaped(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, 'the value of a tag', {
        max: 256,
      }),
    )
    .refine(tags => Object.keys(tags).length <= maxPrincipalTags, {
      message: `must have at most ${maxPrincipalTags} entries`,
    })
    .describe(
      'Tags that the service role gets, and that the roles of target accounts ask for beside its name',
    )
    .optional(),
  bucketNamespace: z
    .enum(['global', 'account-regional'], 'must be global or account-regional')
    .describe(
      'Where new buckets have their names: among those of all accounts, or among those that only their own account can take in their Region. Default global',
    )
    .optional(),
  accessLogs: accessLogs
    .describe(
      'Who used new buckets: S3 writes it into a bucket beside them; {} for the defaults',
    )
    .optional(),
  stackSet: stackSet
    .describe(
      'Make the stacks of target accounts by CloudFormation StackSets, not one by one; {} for the defaults',
    )
    .optional(),
  existing: existing
    .describe('Parts that are there already; they are used as they are')
    .optional(),
  retain: z
    .boolean()
    .describe('Keep roles, bucket and key when their stacks are deleted')
    .optional(),
  tags: z
    .record(tagKey, text({ max: 256, min: 0 }))
    .refine(tags => Object.keys(tags).length <= maxTags, {
      message: `must have at most ${maxTags} entries`,
    })
    .describe('Put on every resource that can carry tags')
    .optional(),
});

/**
 * What a person asks for: one pipeline, where it lives, what it builds and
 * where it deploys. The render action's input has this shape.
 *
 * @public
 */
export type PipelineSpec = z.output<typeof pipelineSpecSchema>;

/**
 * A push or a pull request that starts a pipeline. Several filters of one
 * trigger have to match together.
 *
 * See `codepipeline/latest/userguide/pipelines-triggers`.
 *
 * @alpha
 */
export type TriggerSpec = z.output<typeof trigger>;

/**
 * The organization that all accounts belong to.
 *
 * @alpha
 */
export type OrganizationSpec = z.output<typeof organization>;
