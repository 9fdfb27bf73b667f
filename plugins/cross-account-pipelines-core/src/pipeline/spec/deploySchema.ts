import { byteLength } from '../../template';
import * as z from 'zod';
import {
  accountId,
  artifactPath,
  bucketName,
  keyArn,
  region,
  roleArn,
} from '../vocabulary/awsSchemas';
import { buildFields } from './buildSchema';
import { shaped, text } from '../vocabulary/textSchema';
import { unknownProvider } from '../vocabulary/unknownProvider';

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
  .describe('What the template may do that CloudFormation wants confirmed')
  .optional();

const word = text({ max: 256 });

const parameterOverrides = z
  .record(
    shaped(/^[A-Za-z0-9]+$/, 'letters and digits', { max: 255 }),
    z.union([
      text({ max: maxParameterOverridesBytes, min: 0 }),
      z.strictObject({
        'Fn::GetArtifactAtt': z
          .tuple([word, word])
          .describe('Artifact and the name of an attribute of it'),
      }),
      z.strictObject({
        'Fn::GetParam': z
          .tuple([word, word, word])
          .describe('Artifact, JSON file in it and name of a value in that'),
      }),
    ]),
  )
  .refine(
    overrides =>
      byteLength(JSON.stringify(overrides)) <= maxParameterOverridesBytes,
    {
      message: `must have at most ${maxParameterOverridesBytes} bytes as JSON; put more into a template configuration file`,
    },
  )
  .describe(
    'Parameters of the template by name: a text, Fn::GetArtifactAtt or Fn::GetParam, as CodePipeline takes them',
  )
  .optional();

const cloudFormationDeploy = z
  .strictObject({
    provider: z.literal('CloudFormation').describe('A stack'),
    stackName: stackName.describe('Name of the stack in the target account'),
    templatePath: artifactPath
      .describe(
        "Path of the template in the build's output, or in the source without a build. Not with mode delete",
      )
      .optional(),
    templateConfigurationPath: artifactPath
      .describe('Path of a template configuration file beside it')
      .optional(),
    capabilities,
    parameterOverrides,
    mode: z
      .enum(
        ['change-set', 'direct', 'replace-on-failure', 'delete'],
        'must be change-set, direct, replace-on-failure or delete',
      )
      .describe(
        'change-set: one action makes a change set, the next executes it. direct: one action creates or updates. replace-on-failure: so does it, and a failed stack is made anew. delete: one action deletes. Default change-set',
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
    provider: z.literal('CodeDeploy').describe('A revision for EC2 instances'),
    application: codeDeployName.describe('Name of the application'),
    deploymentGroup: codeDeployName.describe('Name of its deployment group'),
    create: z
      .strictObject({
        instanceTags: z
          .record(text({ max: 128 }), text({ max: 256 }))
          .refine(
            tags =>
              Object.keys(tags).length > 0 && Object.keys(tags).length <= 3,
            { message: 'must name one to three tags' },
          )
          .describe(
            'Tags of the instances to deploy to; all of them have to match',
          ),
        deploymentConfig: shaped(
          /^[A-Za-z0-9.+=,@_-]+$/,
          'the name of a deployment configuration',
          { max: 100 },
        )
          .describe('Default CodeDeployDefault.OneAtATime')
          .optional(),
      })
      .describe(
        'Make application, deployment group and the role of the instances; without it they are there already',
      )
      .optional(),
    instanceRoleArn: roleArn
      .describe('The role that the instances have; needed without create')
      .optional(),
  })
  .refine(({ create, instanceRoleArn }) => !create !== !instanceRoleArn, {
    path: ['instanceRoleArn'],
    message:
      'is needed where the instances are there already, and not where create makes their role',
  });

const s3Deploy = z
  .strictObject({
    provider: z
      .literal('S3')
      .describe('Files for a bucket that the target account owns'),
    bucket: bucketName.describe('Name of the bucket'),
    create: z.boolean().describe('Make the bucket').optional(),
    extract: z
      .boolean()
      .describe('Unpack the artifact. Default true')
      .optional(),
    objectKey: text({ max: 800 })
      .describe('Where to put it: the folder with extract, the object without')
      .optional(),
    cacheControl: text({ max: 200 })
      .describe('Cache-Control of the objects, such as max-age=300')
      .optional(),
    ownership: z
      .enum(
        ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'],
        'must be BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter',
      )
      .describe("The bucket's object ownership. Default BucketOwnerEnforced")
      .optional(),
    keyArn: keyArn
      .describe("ARN of the bucket's own key, in the target account")
      .optional(),
  })
  .refine(
    ({ extract, objectKey }) => extract !== false || objectKey !== undefined,
    { path: ['objectKey'], message: 'is needed without extract' },
  );

const ecsName = shaped(/^[A-Za-z0-9_-]+$/, 'letters, digits and _ -', {
  max: 255,
});

const ecsDeploy = z.strictObject({
  provider: z.literal('ECS').describe('A new image for a service'),
  cluster: ecsName.describe('Name of the cluster'),
  service: ecsName.describe('Name of the service'),
  file: artifactPath
    .describe(
      'Path of the image definitions file. Default imagedefinitions.json',
    )
    .optional(),
  taskRoleArns: z
    .array(roleArn)
    .min(1, 'must name at least one role')
    .describe('Task and execution roles of the service'),
  timeout: z
    .int('must be whole minutes')
    .min(1, 'must be at least 1 minute')
    .max(60, 'must be at most 60 minutes')
    .describe('Minutes, 1 to 60')
    .optional(),
});

const lambdaInvoke = z.strictObject({
  provider: z.literal('Lambda').describe('A function that does the work'),
  function: shaped(/^[A-Za-z0-9_-]+$/, 'the name of a function', {
    max: 64,
  }).describe('Name of the function'),
  userParameters: text({ max: 1000 })
    .describe('Handed to the function with the job')
    .optional(),
});

const percentage = z
  .int('must be a whole number')
  .min(0, 'must be at least 0')
  .max(100, 'must be at most 100');

const stackSetDeploy = z
  .strictObject({
    provider: z
      .literal('CloudFormationStackSet')
      .describe('A stack set whose administration is in the target account'),
    stackSetName: stackName.describe('Name of the stack set'),
    templatePath: artifactPath.describe(
      "Path of the template in the build's output, or in the source without a build",
    ),
    parametersPath: artifactPath
      .describe('Path of a file with parameters')
      .optional(),
    capabilities,
    regions: z
      .array(region)
      .min(1, 'must name at least one Region')
      .describe('Regions of the instances'),
    accounts: z
      .array(accountId)
      .min(1, 'must name at least one')
      .describe('Accounts of the instances, with roles of this name in each')
      .optional(),
    organizationalUnits: z
      .array(
        shaped(/^(?:ou|r)-[a-z0-9-]+$/, 'an organizational unit', { max: 68 }),
      )
      .min(1, 'must name at least one')
      .describe(
        'Organizational units of the instances; StackSets brings its own roles',
      )
      .optional(),
    administrationRoleArn: roleArn
      .describe(
        'Default AWSCloudFormationStackSetAdministrationRole of the target account',
      )
      .optional(),
    executionRoleName: shaped(/^[\w+=,.@-]+$/, 'the name of a role', {
      max: 64,
    })
      .describe(
        'Role in the accounts of the instances. Default AWSCloudFormationStackSetExecutionRole',
      )
      .optional(),
    failureTolerancePercentage: percentage
      .describe('How many of the accounts of a Region may fail before it stops')
      .optional(),
    maxConcurrentPercentage: percentage
      .describe('How many of the accounts of a Region are worked on at a time')
      .optional(),
  })
  .refine(
    ({ accounts, organizationalUnits }) => !accounts !== !organizationalUnits,
    { message: 'must have either accounts or organizationalUnits' },
  );

const codeBuildTest = z.strictObject({
  provider: z
    .literal('CodeBuild')
    .describe(
      'A test that CodeBuild runs in the target account, on the source',
    ),
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
