import { z } from 'zod';
import {
  accountId,
  artifactPath,
  bucketName,
  keyArn,
  region,
  roleArn,
} from './awsSchemas';
import { buildFields } from './buildSchema';
import { shaped, text } from './textSchema';
import { unknownProvider } from './unknownProvider';

/** See `codepipeline/latest/userguide/action-reference-CloudFormation`. */
const maxParameterOverridesBytes = 1024;

const stackName = shaped(
  /^[A-Za-z][A-Za-z0-9-]*$/,
  'letters, digits and hyphens, beginning with a letter',
  { max: 128 },
);

const capabilities = z
  .array(
    z.enum(
      ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      'must be CAPABILITY_IAM, CAPABILITY_NAMED_IAM or CAPABILITY_AUTO_EXPAND',
    ),
  )
  .optional();

const word = text({ max: 256 });

const parameterOverrides = z
  .record(
    shaped(/^[A-Za-z0-9]+$/, 'letters and digits', { max: 255 }),
    z.union([
      text({ max: maxParameterOverridesBytes, min: 0 }),
      z.strictObject({ 'Fn::GetArtifactAtt': z.tuple([word, word]) }),
      z.strictObject({ 'Fn::GetParam': z.tuple([word, word, word]) }),
    ]),
  )
  .refine(
    overrides =>
      Buffer.byteLength(JSON.stringify(overrides)) <=
      maxParameterOverridesBytes,
    {
      message: `must have at most ${maxParameterOverridesBytes} bytes as JSON; put more into a template configuration file`,
    },
  )
  .optional();

const cloudFormationDeploy = z
  .strictObject({
    provider: z.literal('CloudFormation'),
    stackName,
    templatePath: artifactPath.optional(),
    templateConfigurationPath: artifactPath.optional(),
    capabilities,
    parameterOverrides,
    mode: z
      .enum(
        ['change-set', 'direct', 'replace-on-failure', 'delete'],
        'must be change-set, direct, replace-on-failure or delete',
      )
      .default('change-set'),
  })
  .refine(
    ({ mode, templatePath }) => mode === 'delete' || templatePath !== undefined,
    { path: ['templatePath'], message: 'is missing' },
  );

const codeDeployName = shaped(
  /^[A-Za-z0-9+=,.@_-]+$/,
  'letters, digits and + = , . @ _ -',
  { max: 100 },
);

const codeDeployDeploy = z
  .strictObject({
    provider: z.literal('CodeDeploy'),
    application: codeDeployName,
    deploymentGroup: codeDeployName,
    create: z
      .strictObject({
        instanceTags: z
          .record(text({ max: 128 }), text({ max: 256 }))
          .refine(
            tags =>
              Object.keys(tags).length > 0 && Object.keys(tags).length <= 3,
            { message: 'must name one to three tags' },
          ),
        deploymentConfig: shaped(
          /^[A-Za-z0-9.+=,@_-]+$/,
          'the name of a deployment configuration',
          { max: 100 },
        ).optional(),
      })
      .optional(),
    instanceRoleArn: roleArn.optional(),
  })
  .refine(({ create, instanceRoleArn }) => !create !== !instanceRoleArn, {
    path: ['instanceRoleArn'],
    message:
      'is needed where the instances are there already, and not where create makes their role',
  });

const s3Deploy = z
  .strictObject({
    provider: z.literal('S3'),
    bucket: bucketName,
    create: z.boolean().optional(),
    extract: z.boolean().optional(),
    objectKey: text({ max: 800 }).optional(),
    cacheControl: text({ max: 200 }).optional(),
    ownership: z
      .enum(
        ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'],
        'must be BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter',
      )
      .optional(),
    keyArn: keyArn.optional(),
  })
  .refine(
    ({ extract, objectKey }) => extract !== false || objectKey !== undefined,
    { path: ['objectKey'], message: 'is needed without extract' },
  );

const ecsName = shaped(/^[A-Za-z0-9_-]+$/, 'letters, digits and _ -', {
  max: 255,
});

const ecsDeploy = z.strictObject({
  provider: z.literal('ECS'),
  cluster: ecsName,
  service: ecsName,
  file: artifactPath.optional(),
  taskRoleArns: z.array(roleArn).min(1, 'must name at least one role'),
  timeout: z
    .int('must be whole minutes')
    .min(1, 'must be at least 1 minute')
    .max(60, 'must be at most 60 minutes')
    .optional(),
});

const lambdaInvoke = z.strictObject({
  provider: z.literal('Lambda'),
  function: shaped(/^[A-Za-z0-9_-]+$/, 'the name of a function', { max: 64 }),
  userParameters: text({ max: 1000 }).optional(),
});

const percentage = z
  .int('must be a whole number')
  .min(0, 'must be at least 0')
  .max(100, 'must be at most 100')
  .optional();

const stackSetDeploy = z
  .strictObject({
    provider: z.literal('CloudFormationStackSet'),
    stackSetName: stackName,
    templatePath: artifactPath,
    parametersPath: artifactPath.optional(),
    capabilities,
    regions: z.array(region).min(1, 'must name at least one Region'),
    accounts: z.array(accountId).min(1, 'must name at least one').optional(),
    organizationalUnits: z
      .array(
        shaped(/^(?:ou|r)-[a-z0-9-]+$/, 'an organizational unit', { max: 68 }),
      )
      .min(1, 'must name at least one')
      .optional(),
    administrationRoleArn: roleArn.optional(),
    executionRoleName: shaped(/^[\w+=,.@-]+$/, 'the name of a role', {
      max: 64,
    }).optional(),
    failureTolerancePercentage: percentage,
    maxConcurrentPercentage: percentage,
  })
  .refine(
    ({ accounts, organizationalUnits }) => !accounts !== !organizationalUnits,
    { message: 'must have either accounts or organizationalUnits' },
  );

const codeBuildTest = z.strictObject({
  provider: z.literal('CodeBuild'),
  ...buildFields,
});

/** One schema for each provider, so that a problem names what that one takes. */
export const deploySchema = z.discriminatedUnion(
  'provider',
  [
    cloudFormationDeploy,
    codeDeployDeploy,
    s3Deploy,
    ecsDeploy,
    lambdaInvoke,
    stackSetDeploy,
    codeBuildTest,
  ],
  {
    error: unknownProvider([
      'CloudFormation',
      'CodeDeploy',
      'S3',
      'ECS',
      'Lambda',
      'CloudFormationStackSet',
      'CodeBuild',
    ]),
  },
);
