/**
 * One spec for every shape a pipeline can have, as somebody would write it.
 */
export const TOOLS = '111111111111';
export const DEV = '012345678901';
export const PROD_EU = '333333333333';
export const PROD_US = '444444444444';

const base = { account: TOOLS, region: 'eu-west-1' };

const s3 = {
  provider: 'S3',
  bucket: 'sample-sources-111111111111',
  objectKey: 'orders.zip',
};

const connection = {
  provider: 'CodeConnections',
  connectionArn:
    'arn:aws:codeconnections:eu-west-1:111111111111:connection/7f0c0d5e-1111-4222-8333-444455556666',
  repository: 'shop/orders',
  branch: 'main',
};

const stack = {
  provider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
};

const deployRole = {
  statements: [
    {
      Sid: 'QueuesAndTopics',
      Effect: 'Allow',
      Action: ['sns:*', 'sqs:*'],
      Resource: '*',
    },
  ],
};

function inDev(deploy: object, more: object = {}) {
  return [
    {
      name: 'Dev',
      targets: [{ account: DEV, region: 'eu-west-1', deploy, ...more }],
    },
  ];
}

/** Specs by what they are about. */
export const shapes: Record<string, Record<string, unknown>> = {
  'change sets in two accounts and two Regions': {
    ...base,
    name: 'orders',
    source: s3,
    build: {},
    deployRole,
    deploy: { ...stack, capabilities: ['CAPABILITY_NAMED_IAM'] },
    stages: [
      {
        name: 'Dev',
        targets: [{ account: DEV, region: 'eu-west-1', name: 'dev' }],
      },
      {
        name: 'Production',
        approval: { message: 'Ship it?' },
        targets: [
          { account: PROD_EU, region: 'eu-west-1', name: 'prod-eu' },
          {
            account: PROD_US,
            regions: ['us-east-1', 'eu-west-1'],
            name: 'prod-us',
          },
        ],
      },
    ],
    tags: { service: 'orders' },
  },
  'GitHub, triggers, conditions and waves': {
    ...base,
    name: 'storefront',
    executionMode: 'QUEUED',
    source: { ...connection, fullClone: true },
    triggers: [
      {
        on: 'push',
        branches: { includes: ['main', 'release/**'] },
        paths: { includes: ['src/**'], excludes: ['**/*.md'] },
      },
      { on: 'push', tags: { includes: ['v*'] } },
      {
        on: 'pull-request',
        branches: { includes: ['main'] },
        events: ['OPEN', 'UPDATED'],
      },
    ],
    variables: [
      { name: 'logLevel', default: 'info', description: 'How much is logged' },
      { name: 'ticket' },
    ],
    build: {
      buildspec:
        'version: 0.2\nphases:\n  build:\n    commands:\n      - make\n',
      image: 'aws/codebuild/amazonlinux2-aarch64-standard:3.0',
      environmentType: 'ARM_CONTAINER',
      computeType: 'BUILD_GENERAL1_LARGE',
      privileged: true,
      cache: ['source', 'docker-layers'],
      environment: {
        STAGE: 'build',
        TOKEN: { secret: 'shop/npm:token' },
        LEVEL: { parameter: '/shop/log-level' },
      },
      timeout: 30,
    },
    deployRole,
    stages: [
      {
        name: 'Dev',
        failure: { result: 'RETRY' },
        targets: [
          {
            account: DEV,
            region: 'eu-west-1',
            deploy: {
              ...stack,
              mode: 'direct',
              templateConfigurationPath: 'dev.json',
            },
          },
        ],
      },
      {
        name: 'Production',
        approval: {
          message: 'Ship it?',
          reviewUrl: 'https://wiki.example.com/release?service=storefront&x=1',
          notifyTopicArn: 'arn:aws:sns:eu-west-1:111111111111:reviewers',
        },
        entry: {
          result: 'FAIL',
          rules: [
            {
              name: 'OfficeHours',
              provider: 'DeploymentWindow',
              configuration: {
                Cron: '* * 9-16 ? * MON-FRI',
                TimeZone: 'Europe/Dublin',
              },
            },
            {
              name: 'NoAlarm',
              provider: 'CloudWatchAlarm',
              configuration: { AlarmName: 'errors', WaitTime: '5' },
            },
          ],
        },
        success: {
          result: 'ROLLBACK',
          rules: [
            {
              name: 'Smoke',
              provider: 'LambdaInvoke',
              configuration: { FunctionName: 'smoke-test' },
            },
          ],
        },
        failure: { result: 'ROLLBACK' },
        targets: [
          {
            account: PROD_EU,
            region: 'eu-west-1',
            deploy: {
              ...stack,
              parameterOverrides: {
                Level: '#{variables.logLevel}',
                Bucket: { 'Fn::GetArtifactAtt': ['Build', 'BucketName'] },
              },
            },
          },
          {
            account: PROD_US,
            region: 'eu-west-1',
            wave: 2,
            deploy: { ...stack, capabilities: ['CAPABILITY_AUTO_EXPAND'] },
          },
        ],
      },
    ],
  },
  'CodeDeploy to instances that are made ready': {
    ...base,
    name: 'monolith',
    source: s3,
    build: {},
    stages: inDev({
      provider: 'CodeDeploy',
      application: 'monolith',
      deploymentGroup: 'blue',
      create: { instanceTags: { service: 'monolith', colour: 'blue' } },
    }),
  },
  'CodeDeploy to what is there already': {
    ...base,
    name: 'legacy',
    source: s3,
    stages: inDev({
      provider: 'CodeDeploy',
      application: 'legacy',
      deploymentGroup: 'all',
      instanceRoleArn: 'arn:aws:iam::012345678901:role/servers/legacy-instance',
    }),
  },
  'a test in the target account, then a stack': {
    ...base,
    name: 'payments',
    source: s3,
    build: {},
    deployRole,
    stages: [
      {
        name: 'Dev',
        targets: [
          { account: DEV, region: 'eu-west-1', deploy: stack },
          {
            account: DEV,
            region: 'eu-west-1',
            wave: 2,
            deploy: {
              provider: 'CodeBuild',
              buildspec: 'test/buildspec.yml',
              environment: {
                URL: 'https://dev.example.com',
                KEY: { secret: 'payments' },
                MODE: { parameter: 'payments/mode' },
              },
            },
          },
          {
            account: DEV,
            region: 'eu-west-1',
            wave: 2,
            deploy: { provider: 'CodeBuild', buildspec: 'load/buildspec.yml' },
          },
        ],
      },
    ],
  },
  'files for a bucket that is made': {
    ...base,
    name: 'website',
    source: s3,
    stages: inDev({
      provider: 'S3',
      bucket: 'website-012345678901',
      create: true,
      cacheControl: 'max-age=300',
    }),
  },
  'files for a bucket with ACLs and its own key': {
    ...base,
    name: 'assets',
    source: s3,
    stages: inDev({
      provider: 'S3',
      bucket: 'assets-012345678901',
      ownership: 'ObjectWriter',
      extract: false,
      objectKey: 'assets/latest.zip',
      keyArn:
        'arn:aws:kms:eu-west-1:012345678901:key/11111111-2222-3333-4444-555555555555',
    }),
  },
  'a service of ECS': {
    ...base,
    name: 'api',
    source: { provider: 'ECR', repository: 'shop/api' },
    stages: inDev({
      provider: 'ECS',
      cluster: 'shop',
      service: 'api',
      file: 'images.json',
      taskRoleArns: [
        'arn:aws:iam::012345678901:role/api-task',
        'arn:aws:iam::012345678901:role/api-execution',
      ],
      timeout: 15,
    }),
  },
  'a function': {
    ...base,
    name: 'cleanup',
    source: s3,
    stages: inDev({
      provider: 'Lambda',
      function: 'cleanup',
      userParameters: '{"dry": true}',
    }),
  },
  'a stack set with roles of its own': {
    ...base,
    name: 'guardrails',
    source: s3,
    stages: inDev({
      provider: 'CloudFormationStackSet',
      stackSetName: 'guardrails',
      templatePath: 'template.yaml',
      parametersPath: 'parameters.json',
      capabilities: ['CAPABILITY_IAM'],
      accounts: [PROD_EU, PROD_US],
      regions: ['eu-west-1', 'us-east-1'],
      failureTolerancePercentage: 10,
      maxConcurrentPercentage: 20,
    }),
  },
  'a stack set of an organization': {
    ...base,
    name: 'baseline',
    source: s3,
    stages: inDev({
      provider: 'CloudFormationStackSet',
      stackSetName: 'baseline',
      templatePath: 'template.yaml',
      organizationalUnits: ['ou-ab12-11111111'],
      regions: ['eu-west-1'],
    }),
  },
  'CodeCommit of another account, with events': {
    ...base,
    name: 'reports',
    source: {
      provider: 'CodeCommit',
      repository: 'reports',
      branch: 'main',
      account: PROD_EU,
      detectChanges: 'events',
    },
    build: {},
    deployRole,
    stages: inDev(stack),
  },
  'CodeCommit of the pipeline account, V1': {
    ...base,
    name: 'intranet',
    type: 'V1',
    source: { provider: 'CodeCommit', repository: 'intranet', branch: 'main' },
    deployRole,
    stages: inDev(stack),
  },
  'S3 by events, all modes of CloudFormation': {
    ...base,
    name: 'sandbox',
    source: { ...s3, detectChanges: 'events' },
    deployRole,
    stages: [
      {
        name: 'Dev',
        targets: [
          {
            account: DEV,
            region: 'eu-west-1',
            deploy: { ...stack, stackName: 'a' },
          },
          {
            account: DEV,
            region: 'eu-west-1',
            deploy: { ...stack, stackName: 'b', mode: 'direct' },
          },
          {
            account: DEV,
            region: 'eu-west-1',
            deploy: {
              ...stack,
              stackName: 'c',
              mode: 'replace-on-failure',
              capabilities: ['CAPABILITY_AUTO_EXPAND'],
            },
          },
          {
            account: DEV,
            region: 'eu-west-1',
            deploy: {
              provider: 'CloudFormation',
              stackName: 'd',
              mode: 'delete',
            },
          },
        ],
      },
    ],
  },
  'principals by organization, boundary, path and prefix': {
    ...base,
    name: 'search',
    source: { ...connection, detectChanges: false },
    build: {},
    deployRole: {
      ...deployRole,
      permissionsBoundary:
        'arn:aws:iam::${AWS::AccountId}:policy/deploy-boundary',
    },
    permissionsBoundary: 'arn:aws:iam::${AWS::AccountId}:policy/pipelines',
    rolePath: '/pipelines/',
    roleNamePrefix: 'acme-',
    organization: { id: 'o-a1b2c3d4e5' },
    principals: 'organization',
    retain: true,
    stages: inDev(stack),
  },
  'parts that are there already': {
    ...base,
    name: 'invoices',
    source: s3,
    build: {},
    existing: {
      artifactStores: {
        'eu-west-1': {
          bucket: 'company-artifacts',
          keyArn:
            'arn:aws:kms:eu-west-1:111111111111:key/99999999-2222-3333-4444-555555555555',
        },
      },
      serviceRoleArn: 'arn:aws:iam::111111111111:role/company-pipelines',
      buildRoleArn: 'arn:aws:iam::111111111111:role/company-builds',
    },
    stages: inDev(stack, {
      actionRoleArn: 'arn:aws:iam::012345678901:role/company-action',
      deployRoleArn: 'arn:aws:iam::012345678901:role/company-deploy',
    }),
  },
  'some parts that are there already': {
    ...base,
    name: 'ledger',
    source: s3,
    build: {},
    deployRole,
    existing: {
      serviceRoleArn: 'arn:aws:iam::111111111111:role/company-pipelines',
    },
    stages: inDev(stack, {
      deployRoleArn: 'arn:aws:iam::012345678901:role/company-deploy',
    }),
  },
  'existing store, own roles': {
    ...base,
    name: 'catalog',
    source: s3,
    build: {},
    deployRole,
    existing: {
      artifactStores: {
        'eu-west-1': {
          bucket: 'company-artifacts',
          keyArn:
            'arn:aws:kms:eu-west-1:111111111111:key/99999999-2222-3333-4444-555555555555',
        },
      },
    },
    stages: inDev(stack),
  },
};
