import fc from 'fast-check';

const region = fc.constantFrom('eu-west-1', 'us-east-1');

const account = fc.constantFrom(
  '012345678901',
  '222222222222',
  '333333333333',
  '111111111111',
);

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

function word(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,10}){0,3}$/);
}

/** Whatever people can type, quotes and template code included. */
function anyText(min: number, max: number): fc.Arbitrary<string> {
  return fc
    .oneof(
      fc.string({ minLength: min, maxLength: max }),
      fc.string({ minLength: min, maxLength: max, unit: 'grapheme' }),
      fc.constantFrom(
        '"',
        "'",
        '!Ref X',
        '${X}',
        '*a',
        '&a',
        '# b',
        ': c',
        '{% x %}',
        '%',
        '@',
        '- d',
        '012',
        'yes',
        '~',
      ),
    )
    .filter(
      text =>
        text.length >= min &&
        text.length <= max &&
        !text.includes('${{') &&
        !text.includes('{{resolve:') &&
        !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text),
    );
}

const path = fc.stringMatching(
  /^[a-z][a-z0-9_-]{0,10}(?:\/[a-z0-9_-]{1,8}){0,2}\.(?:yaml|json)$/,
);

const detectChanges = fc.constantFrom(undefined, 'polling', 'events', 'none');

const source = fc.oneof(
  fc.record({
    provider: fc.constant('S3'),
    bucket: fc.constant('some-sources'),
    objectKey: anyText(1, 60),
    detectChanges,
  }),
  fc.record({
    provider: fc.constant('CodeConnections'),
    connectionArn: fc.constantFrom(
      'arn:aws:codeconnections:eu-west-1:111111111111:connection/1-2',
      'arn:aws:codestar-connections:us-east-1:111111111111:connection/3-4',
    ),
    repository: fc.constantFrom('shop/orders', 'group/sub.group/orders_2'),
    branch: anyText(1, 40),
    detectChanges: fc.constantFrom(undefined, true, false),
    fullClone: fc.constantFrom(undefined, true),
  }),
  fc.record({
    provider: fc.constant('CodeCommit'),
    repository: fc.constantFrom('orders', 'Orders.2_x'),
    branch: anyText(1, 40),
    account: fc.constantFrom(undefined, '222222222222', '111111111111'),
    detectChanges,
  }),
  fc.record({
    provider: fc.constant('ECR'),
    repository: fc.constantFrom('orders', 'shop/orders'),
    imageTag: fc.constantFrom(undefined, 'v1.2', 'latest'),
  }),
);

const build = fc.record({
  buildspec: optional(fc.oneof(path, anyText(1, 200))),
  privileged: fc.constantFrom(undefined, true, false),
  environment: optional(
    fc.dictionary(
      fc.stringMatching(/^[A-Z_]\w{0,10}$/),
      fc.oneof(
        anyText(0, 60),
        fc.constantFrom(
          { parameter: '/shop/level' },
          { secret: 'shop/npm:token' },
        ),
      ),
      { maxKeys: 4 },
    ),
  ),
  cache: fc.constantFrom(undefined, ['source'], ['docker-layers', 'custom']),
  timeout: fc.constantFrom(undefined, 5, 480),
});

const stack = fc.record({
  provider: fc.constant('CloudFormation'),
  stackName: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,10}$/),
  templatePath: path,
  templateConfigurationPath: optional(path),
  capabilities: fc.constantFrom(
    undefined,
    [],
    ['CAPABILITY_IAM'],
    ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
  ),
  parameterOverrides: optional(
    fc.dictionary(
      fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,10}$/),
      fc.oneof(
        anyText(0, 60),
        fc.constantFrom(
          { 'Fn::GetArtifactAtt': ['Source', 'BucketName'] },
          { 'Fn::GetParam': ['Source', 'file.json', 'Key'] },
        ),
      ),
      { maxKeys: 3 },
    ),
  ),
  mode: fc.constantFrom(
    undefined,
    'change-set',
    'direct',
    'replace-on-failure',
    'delete',
  ),
});

const deploy = fc.oneof(
  { weight: 4, arbitrary: stack },
  {
    weight: 1,
    arbitrary: fc.record({
      provider: fc.constant('CodeDeploy'),
      application: fc.constantFrom('app', 'App+2'),
      deploymentGroup: fc.constantFrom('blue', 'green'),
      create: fc.record({
        instanceTags: fc.constantFrom({ a: 'b' }, { a: '"', 'b c': '${X}' }),
        deploymentConfig: fc.constantFrom(
          undefined,
          'CodeDeployDefault.AllAtOnce',
        ),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      provider: fc.constant('S3'),
      bucket: fc.constantFrom('site-one', 'site.two'),
      create: fc.constant(true),
      objectKey: optional(anyText(1, 40)),
      cacheControl: optional(anyText(1, 40)),
      ownership: fc.constantFrom(
        undefined,
        'BucketOwnerEnforced',
        'ObjectWriter',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      provider: fc.constant('Lambda'),
      function: fc.constantFrom('work', 'Work_2'),
      userParameters: optional(anyText(1, 100)),
    }),
  },
  {
    weight: 1,
    arbitrary: build.map(test => ({ provider: 'CodeBuild', ...test })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      provider: fc.constant('CloudFormationStackSet'),
      stackSetName: fc.constantFrom('Guardrails', 'Baseline'),
      templatePath: path,
      organizationalUnits: fc.constant(['ou-ab12-11111111']),
      regions: fc.constant(['eu-west-1', 'us-east-1']),
      failureTolerancePercentage: fc.constantFrom(undefined, 0, 100),
    }),
  },
);

const rules = fc
  .subarray(
    [
      {
        name: 'Alarm',
        provider: 'CloudWatchAlarm',
        configuration: { AlarmName: 'a "b"' },
      },
      {
        name: 'Window',
        provider: 'DeploymentWindow',
        configuration: { Cron: '* * * ? * MON' },
      },
      {
        name: 'Function',
        provider: 'LambdaInvoke',
        configuration: { FunctionName: 'check' },
      },
    ],
    { minLength: 1 },
  )
  .map(each => ({ result: 'FAIL', rules: each }));

const stage = fc.record({
  approval: fc.constantFrom<unknown>(undefined, true, false, {
    message: '"Ship" it: # ${now}?',
    reviewUrl: 'https://example.com/?a=b&c=#d',
    notifyTopicArn: 'arn:aws:sns:REGION:111111111111:reviewers',
  }),
  entry: optional(rules),
  success: optional(rules),
  failure: fc.constantFrom(
    undefined,
    { result: 'ROLLBACK' },
    { result: 'RETRY', retry: 'ALL_ACTIONS' },
  ),
  targets: fc.array(
    fc.record({
      account,
      region,
      name: optional(anyText(1, 20)),
      wave: fc.constantFrom(undefined, 1, 2),
      deploy,
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

const deployRole = fc.constantFrom(
  {},
  {
    statements: [
      {
        Sid: 'Some',
        Effect: 'Allow',
        Action: ['sns:*'],
        Resource:
          'arn:aws:sns:*:${AWS::AccountId}:${aws:PrincipalTag/team}-"quoted"',
      },
    ],
  },
  {
    statements: [
      {
        Effect: 'Allow',
        NotAction: 'iam:*',
        NotResource: ['arn:aws:sns:*:*:*'],
        Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['${x}'] } },
      },
    ],
  },
);

/** What fields have to agree on: Regions, names that are taken, V1. */
function withoutClashes({
  region: home,
  stages,
  type,
  ...spec
}: Record<string, unknown> & { stages: any[] }): Record<string, unknown> {
  let count = 0;
  const { account: sourceAccount } = spec.source as { account?: string };
  const isForeign = sourceAccount && sourceAccount !== '111111111111';
  return plain({
    ...spec,
    build: spec.build ?? (isForeign ? {} : undefined),
    account: '111111111111',
    region: home,
    type,
    stages: stages.map(
      ({ approval, entry, success, failure, targets }, index) => ({
        name: `Stage.${index}`,
        approval:
          typeof approval === 'object'
            ? {
                ...approval,
                notifyTopicArn: approval.notifyTopicArn.replace('REGION', home),
              }
            : approval,
        ...(type !== 'V1' && { entry, success, failure }),
        targets: targets.map((target: any) => ({
          ...target,
          deploy: withOwnName(target.deploy, ++count),
        })),
      }),
    ),
  });
}

const names: Record<string, string> = {
  CloudFormation: 'stackName',
  CloudFormationStackSet: 'stackSetName',
  CodeDeploy: 'deploymentGroup',
  S3: 'bucket',
};

/** Two actions must not write the same thing. */
function withOwnName(target: any, number: number) {
  const field = names[target.provider];
  return field ? { ...target, [field]: `${target[field]}${number}` } : target;
}

function plain(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}

/** Any spec that is right, of every shape, as somebody would write it. */
export function arbitrarySpec(): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record({
      name: word(),
      type: fc.constantFrom(undefined, 'V1', 'V2'),
      region,
      source,
      build: optional(build),
      stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
      deployRole: optional(deployRole),
      rolePath: fc.constantFrom(undefined, '/', '/pipelines/', '/a/b/'),
      roleNamePrefix: fc.constantFrom(undefined, 'acme-'),
      organization: fc.constantFrom(undefined, {
        id: 'o-a1b2c3d4e5',
        paths: ['o-a1b2c3d4e5/r-ab12/*'],
      }),
      retain: fc.constantFrom(undefined, true),
      tags: optional(fc.dictionary(word(), anyText(0, 100), { maxKeys: 3 })),
    })
    .map(withoutClashes);
}
