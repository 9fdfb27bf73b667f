import { deploySchema } from './targetKinds';
import { targetSpecs } from '../fixtures/specsOfProviders';

type Fields = Record<string, unknown>;

function problemsOf(deploy: Fields): string[] {
  const { error } = deploySchema.safeParse(deploy);
  return (error?.issues ?? []).map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(' '),
  );
}

/** The plainest spec of each provider. */
const plain = (provider: string): Fields =>
  targetSpecs.find(spec => spec.provider === provider)!;

const many = <T>(count: number, item: T) => Array<T>(count).fill(item);
const role = 'arn:aws:iam::222222222222:role/r';
const roleProblem =
  'must be the ARN of a role such as arn:aws:iam::111111111111:role/deployer';
const pathProblem = 'must be a path within the artifact such as template.yaml';

it.each(targetSpecs.map(spec => [JSON.stringify(spec), spec] as const))(
  'takes %s',
  (_, spec) => {
    expect(problemsOf(spec)).toEqual([]);
  },
);

const appConfigId = 'must be an id of AppConfig';
const codeDeployName = 'must be letters, digits and + = , . @ _ -';
const ecsName = 'must be letters, digits and _ -';
const percentage = [
  'must be a whole number',
  'must be at least 0',
  'must be at most 100',
];

/** What may not stand in a field, and what is said of it. */
const refused: Array<
  [provider: string, field: string, value: unknown, problem: string]
> = [
  ...['application', 'environment', 'profile'].flatMap(
    (field): typeof refused => [
      ['AppConfig', field, 'abc', appConfigId],
      ['AppConfig', field, 'ABCD', appConfigId],
      ['AppConfig', field, 'a-bcd', appConfigId],
      ['AppConfig', field, 'abcdefgh', 'must have at most 7 characters'],
    ],
  ),
  ['AppConfig', 'path', '/flags.json', pathProblem],
  ...['abc', 'AppConfig.', 'AppConfig.All-At-Once', 'Other.AllAtOnce'].map(
    (value): (typeof refused)[0] => [
      'AppConfig',
      'strategy',
      value,
      'must be a deployment strategy, by its id or such as AppConfig.AllAtOnce',
    ],
  ),
  ['CodeDeploy', 'application', 'a b', codeDeployName],
  ['CodeDeploy', 'deploymentGroup', 'a/b', codeDeployName],
  [
    'CodeDeploy',
    'application',
    'x'.repeat(101),
    'must have at most 100 characters',
  ],
  ['CodeDeploy', 'instanceRoleArn', 'web', roleProblem],
  ['EC2', 'tagKey', 'aws:name', 'must be the key of a tag'],
  ['EC2', 'tagKey', 'a*b', 'must be the key of a tag'],
  ['EC2', 'tagKey', 'x'.repeat(129), 'must have at most 128 characters'],
  ['EC2', 'tagValue', 'x'.repeat(257), 'must have at most 256 characters'],
  ['EC2', 'targetDirectory', 'opt/app', 'must be an absolute path'],
  ['EC2', 'targetDirectory', '/opt/my app', 'must be an absolute path'],
  ['EC2', 'maxBatch', 0, 'must be at least 1'],
  [
    'EC2',
    'maxBatch',
    501,
    'must be at most 500, the most instances AWS deploys to',
  ],
  ['EC2', 'maxBatch', 1.5, 'must be a whole number'],
  ['ECS', 'cluster', 'a.b', ecsName],
  ['ECS', 'service', 'a b', ecsName],
  ['ECS', 'cluster', 'x'.repeat(256), 'must have at most 255 characters'],
  ['ECS', 'taskRoleArns', [], 'must name at least one role'],
  ['ECS', 'timeout', 0, 'must be at least 1 minute'],
  ['ECS', 'timeout', 61, 'must be at most 60 minutes'],
  ['ECS', 'timeout', 1.5, 'must be whole minutes'],
  ['EKS', 'cluster', '-shop', 'must be the name of a cluster'],
  ['EKS', 'cluster', 'a.b', 'must be the name of a cluster'],
  ['EKS', 'cluster', 'x'.repeat(101), 'must have at most 100 characters'],
  ['EKS', 'manifests', [], 'must name at least one file'],
  ['EKS', 'namespace', 'Shop', 'must be the name of a namespace'],
  ['EKS', 'namespace', 'x'.repeat(64), 'must have at most 63 characters'],
  ['EKS', 'subnets', [], 'must name at least one'],
  ['EKS', 'securityGroups', [], 'must name at least one'],
  ['EKS', 'accessEntry', 'perhaps', 'must be make or there'],
  ['EKS', 'accessPolicy', 'Admin', 'must be the name of an access policy'],
  ['EKS', 'accessPolicy', 'AmazonEKS', 'must be the name of an access policy'],
  [
    'EKS',
    'accessPolicy',
    'AmazonEKSEdit-1',
    'must be the name of an access policy',
  ],
  [
    'ElasticBeanstalk',
    'application',
    'a/b',
    'must be the name of an application',
  ],
  [
    'ElasticBeanstalk',
    'application',
    'a*',
    'must be the name of an application',
  ],
  [
    'ElasticBeanstalk',
    'environment',
    '-shop',
    'must be the name of an environment',
  ],
  [
    'ElasticBeanstalk',
    'environment',
    'shop-',
    'must be the name of an environment',
  ],
  ['ElasticBeanstalk', 'environment', 'abc', 'must have at least 4 characters'],
  [
    'ElasticBeanstalk',
    'environment',
    'x'.repeat(41),
    'must have at most 40 characters',
  ],
  [
    'S3',
    'bucket',
    'Site',
    'must be the name of a bucket: lower case, digits, dots and hyphens',
  ],
  ['S3', 'cacheControl', 'x'.repeat(201), 'must have at most 200 characters'],
  ['S3', 'objectKey', 'x'.repeat(801), 'must have at most 800 characters'],
  [
    'S3',
    'ownership',
    'Nobody',
    'must be BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter',
  ],
  [
    'S3',
    'keyArn',
    'arn:aws:kms:eu-west-1:222222222222:alias/a',
    'must be the ARN of a key, not of an alias, such as arn:aws:kms:eu-west-1:111111111111:key/…',
  ],
  ['ServiceCatalog', 'productId', 'product-1', 'must be the id of a product'],
  ['ServiceCatalog', 'productId', 'prod-A', 'must be the id of a product'],
  [
    'ServiceCatalog',
    'versionName',
    'x'.repeat(101),
    'must have at most 100 characters',
  ],
  ['ServiceCatalog', 'templatePath', '../t.yaml', pathProblem],
  ['CloudFormationStackSet', 'regions', [], 'must name at least one Region'],
  ['CloudFormationStackSet', 'accounts', [], 'must name at least one'],
  [
    'CloudFormationStackSet',
    'executionRoleName',
    'a/b',
    'must be the name of a role',
  ],
  [
    'CloudFormationStackSet',
    'executionRoleName',
    'x'.repeat(65),
    'must have at most 64 characters',
  ],
  ['CloudFormationStackSet', 'administrationRoleArn', 'admin', roleProblem],
  ...['failureTolerancePercentage', 'maxConcurrentPercentage'].flatMap(field =>
    [1.5, -1, 101].map((value, index): (typeof refused)[0] => [
      'CloudFormationStackSet',
      field,
      value,
      percentage[index],
    ]),
  ),
  ['Commands', 'commands', [], 'must name at least one command'],
  ['Commands', 'commands', many(51, 'make'), 'must name at most 50 commands'],
  ['Commands', 'files', [], 'must name at least one file'],
  ['Commands', 'files', many(11, 'a'), 'must name at most 10 files'],
  ['Commands', 'timeout', 4, 'must be at least 5 minutes'],
  ['Commands', 'timeout', 56, 'must be at most 55 minutes'],
  ['Commands', 'timeout', 5.5, 'must be whole minutes'],
  ['ECRBuildAndPublish', 'tags', [], 'must name at least one tag'],
  ['LambdaDeploy', 'alias', '7', 'must be the name of an alias'],
  ['LambdaDeploy', 'alias', 'a.b', 'must be the name of an alias'],
];

it.each(refused)('%s: refuses %s %j', (provider, field, value, problem) => {
  expect(problemsOf({ ...plain(provider), [field]: value })).toContain(
    `${field} ${problem}`,
  );
});

it.each<[provider: string, field: string, values: unknown[]]>([
  ['AppConfig', 'strategy', ['abcd', 'abc1234', 'AppConfig.AllAtOnce']],
  ['CodeDeploy', 'application', ['a+=,.@_-0', 'x'.repeat(100)]],
  ['EC2', 'tagKey', ['a.:/=+@ -_', 'x'.repeat(128)]],
  ['EC2', 'maxBatch', [1, 500]],
  ['ECS', 'timeout', [1, 60]],
  ['EKS', 'accessEntry', ['make', 'there']],
  ['ElasticBeanstalk', 'environment', ['shop', 'a--b', 'x'.repeat(40)]],
  [
    'S3',
    'ownership',
    ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'],
  ],
  ['CloudFormationStackSet', 'failureTolerancePercentage', [0, 100]],
  ['Commands', 'commands', [['make'], many(50, 'make')]],
  ['Commands', 'files', [['a'], many(10, 'a')]],
  ['Commands', 'timeout', [5, 55]],
  ['LambdaDeploy', 'alias', ['live', 'v7', 'a_-']],
])('%s: takes %s %j', (provider, field, values) => {
  for (const value of values) {
    expect(problemsOf({ ...plain(provider), [field]: value })).toEqual([]);
  }
});

describe('what goes together', () => {
  const without = (provider: string, ...fields: string[]): Fields =>
    Object.fromEntries(
      Object.entries(plain(provider)).filter(
        ([name]) => !fields.includes(name),
      ),
    );

  it.each<[string, Fields, string]>([
    [
      'CodeDeploy has instances that are there, or makes their role',
      without('CodeDeploy', 'instanceRoleArn', 'create'),
      'instanceRoleArn is needed where the instances are there already, and not where create makes their role',
    ],
    [
      'CodeDeploy has not both',
      {
        ...plain('CodeDeploy'),
        instanceRoleArn: role,
        create: { instanceTags: { role: 'web' } },
      },
      'instanceRoleArn is needed where the instances are there already, and not where create makes their role',
    ],
    [
      'CodeDeploy names tags',
      {
        ...without('CodeDeploy', 'instanceRoleArn'),
        create: { instanceTags: {} },
      },
      'create.instanceTags must name one to three tags',
    ],
    [
      'CodeDeploy names no more than three tags',
      {
        ...without('CodeDeploy', 'instanceRoleArn'),
        create: { instanceTags: { a: '1', b: '2', c: '3', d: '4' } },
      },
      'create.instanceTags must name one to three tags',
    ],
    [
      'EC2 has a directory and a script',
      without('EC2', 'postScript'),
      'must have either deploySpec, or targetDirectory and postScript',
    ],
    [
      'EC2 has a directory beside its script',
      without('EC2', 'targetDirectory'),
      'must have either deploySpec, or targetDirectory and postScript',
    ],
    [
      'EC2 has no directory beside a deploy spec',
      { ...without('EC2', 'postScript'), deploySpec: 'deploy.yaml' },
      'must have either deploySpec, or targetDirectory and postScript',
    ],
    [
      'EC2 has no script beside a deploy spec',
      { ...without('EC2', 'targetDirectory'), deploySpec: 'deploy.yaml' },
      'must have either deploySpec, or targetDirectory and postScript',
    ],
    [
      'EKS has manifests or a chart',
      without('EKS', 'manifests', 'helm'),
      'must have either manifests or helm',
    ],
    [
      'EKS has not both',
      { ...plain('EKS'), manifests: ['a'], helm: { release: 'r', chart: 'c' } },
      'must have either manifests or helm',
    ],
    [
      'S3 names the object that is not unpacked',
      { ...without('S3', 'objectKey'), extract: false },
      'objectKey is needed without extract',
    ],
    [
      'a stack set has accounts or units',
      without('CloudFormationStackSet', 'accounts', 'organizationalUnits'),
      'must have either accounts or organizationalUnits',
    ],
    [
      'a stack set has not both',
      {
        ...plain('CloudFormationStackSet'),
        accounts: ['333333333333'],
        organizationalUnits: ['ou-a-b'],
      },
      'must have either accounts or organizationalUnits',
    ],
    ...['strategy', 'version', 'alarms'].map(
      (field): [string, Fields, string] => [
        `a function has an alias for its ${field}`,
        {
          ...without('LambdaDeploy', 'alias'),
          [field]: { strategy: 'AllAtOnce', version: '7', alarms: ['a'] }[
            field
          ],
        },
        'alias is needed with strategy, alarms or version',
      ],
    ),
  ])('%s', (_, deploy, problem) => {
    expect(problemsOf(deploy)).toEqual([problem]);
  });
});
