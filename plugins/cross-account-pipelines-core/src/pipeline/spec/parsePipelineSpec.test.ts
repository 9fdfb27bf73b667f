import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { parsePipelineSpec } from './parsePipelineSpec';
import { PipelineSpecError } from './PipelineSpecError';

const accounts: ConfiguredAccount[] = [
  account('111111111111', 'tools', ['eu-west-1', 'us-east-1'], ['pipeline']),
  account('012345678901', 'dev', ['eu-west-1'], ['target']),
  account('222222222222', 'staging', ['eu-west-1', 'us-east-1'], ['target']),
];

function account(
  id: string,
  name: string,
  regions: string[],
  uses: ConfiguredAccount['uses'],
): ConfiguredAccount {
  return { id, name, regions, uses };
}

const target = {
  account: '012345678901',
  region: 'eu-west-1',
  deploy: {
    provider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  },
};

const spec = {
  name: 'orders',
  account: '111111111111',
  region: 'eu-west-1',
  source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
  stages: [
    { name: 'Dev', targets: [target] },
    {
      name: 'Staging',
      approval: { message: 'Ship it?' },
      targets: [{ ...target, account: '222222222222' }],
    },
  ],
};

/** The spec with one field set to something else, `undefined` to take it away. */
function specWith(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(spec));
  const parts = path.split('.');
  const last = parts.pop()!;
  const parent = parts.reduce((node, part) => (node[part] ??= {}), copy);
  if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return copy;
}

function problemsOf(input: unknown, known = accounts): string[] {
  try {
    parsePipelineSpec(input, { accounts: known });
  } catch (error) {
    expect(error).toBeInstanceOf(PipelineSpecError);
    return (error as Error).message.split('\n');
  }
  return [];
}

describe('parsePipelineSpec', () => {
  it('keeps account ids and fills in defaults and account names', () => {
    expect(parsePipelineSpec(spec, { accounts })).toEqual({
      ...spec,
      stages: [
        {
          name: 'Dev',
          targets: [
            {
              ...target,
              name: 'dev',
              deploy: { ...target.deploy, mode: 'change-set' },
            },
          ],
        },
        {
          name: 'Staging',
          approval: { message: 'Ship it?' },
          targets: [
            {
              ...target,
              account: '222222222222',
              name: 'staging',
              deploy: { ...target.deploy, mode: 'change-set' },
            },
          ],
        },
      ],
    });
  });

  it('accepts its own output, and writes the same once more', () => {
    const once = parsePipelineSpec(spec, { accounts });
    expect(JSON.stringify(parsePipelineSpec(once, { accounts }))).toBe(
      JSON.stringify(once),
    );
  });

  it('lets targets inherit what they do not say themselves', () => {
    const { stages } = parsePipelineSpec({
      ...spec,
      deploy: { ...target.deploy, capabilities: ['CAPABILITY_IAM'] },
      stages: [
        {
          name: 'Dev',
          approval: true,
          targets: [
            { account: '012345678901', region: 'eu-west-1' },
            {
              account: '222222222222',
              region: 'eu-west-1',
              deploy: { stackName: 'other', mode: 'direct' },
            },
          ],
        },
      ],
    });
    expect(stages[0].approval).toEqual({});
    expect(stages[0].targets.map(each => each.deploy)).toEqual([
      {
        ...target.deploy,
        capabilities: ['CAPABILITY_IAM'],
        mode: 'change-set',
      },
      {
        ...target.deploy,
        stackName: 'other',
        capabilities: ['CAPABILITY_IAM'],
        mode: 'direct',
      },
    ]);
  });

  it('takes an approval that is switched off for none', () => {
    const { stages } = parsePipelineSpec(specWith('stages.1.approval', false));
    expect(stages[1].approval).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['name', undefined, 'name: is missing'],
    ['name', 7, 'name: must be text in quotes: the number 7'],
    ['name', 'Orders', 'name: must be lower case letters'],
    ['name', '-orders', 'name: must be lower case letters'],
    ['name', 'orders-', 'name: must be lower case letters'],
    ['name', 'x'.repeat(101), 'name: must have at most 100 characters'],
    ['name', '', 'name: must not be empty'],
    [
      'account',
      12345678901,
      'account: must be text in quotes: the number 12345678901 may have lost leading zeros',
    ],
    ['account', '11111111111', 'account: must be twelve digits'],
    ['account', '1111111111111', 'account: must be twelve digits'],
    ['account', '11111111111१', 'account: must be twelve digits'],
    [
      'account',
      '999999999999',
      'account: 999999999999 is not among the configured accounts',
    ],
    [
      'account',
      '012345678901',
      'account: dev (012345678901) may not be used as a pipeline account; it is configured for target',
    ],
    ['region', 'eu-west-9', 'region: must be an AWS Region such as eu-west-1'],
    [
      'region',
      'eu-central-1',
      'region: eu-central-1 is not a Region of tools (111111111111); it has eu-west-1, us-east-1',
    ],
    ['source', undefined, 'source: is missing'],
    ['source', 'S3', 'source: must be a map'],
    [
      'source.provider',
      'FTP',
      'source.provider: must be S3, CodeConnections, CodeCommit or ECR',
    ],
    ['source.bucket', 'UPPER', 'source.bucket: must be the name of a bucket'],
    ['source.bucket', 'a/b', 'source.bucket: must be the name of a bucket'],
    [
      'source.objectKey',
      'a\nb',
      'source.objectKey: must not contain line breaks',
    ],
    [
      'source.objectKey',
      'a\u2028b',
      'source.objectKey: must not contain line breaks',
    ],
    ['source.objectKey', '${{ x }}', 'source.objectKey: must not contain ${{'],
    [
      'source.objectKey',
      '{{resolve:ssm:x}}',
      'source.objectKey: must not contain {{resolve:',
    ],
    ['source.extra', 1, 'source.extra: is not a field of a pipeline spec'],
    ['build.timeout', 4, 'build.timeout: must be at least 5 minutes'],
    ['build.timeout', 5.5, 'build.timeout: must be whole minutes'],
    [
      'build.environment',
      { 'A B': 'x' },
      'build.environment."A B": the name must be the name of an environment variable',
    ],
    [
      'build.environment',
      { A: 1 },
      'build.environment.A: must be text in quotes',
    ],
    [
      'build.buildspec',
      'version: 0.2\n\u0000',
      'build.buildspec: must not contain invisible characters',
    ],
    ['stages', [], 'stages: must have at least one stage'],
    ['stages', {}, 'stages: must be a list'],
    [
      'stages.0.name',
      'Source',
      'stages[0].name: Source is already the name of the stage that reads the source',
    ],
    [
      'stages.1.name',
      'Dev',
      'stages[1].name: Dev is already the name of stages[0]',
    ],
    [
      'stages.1.name',
      'a b',
      'stages[1].name: must be letters, digits and . @ _ -',
    ],
    ['stages.1.approval', 'yes', 'stages[1].approval: has the wrong type'],
    [
      'stages.1.targets',
      [],
      'stages[1].targets: must name at least one target',
    ],
    [
      'stages.1.targets.0.account',
      '22222222222',
      'stages[1].targets[0].account: must be twelve digits',
    ],
    [
      'stages.1.targets.0.account',
      '333333333333',
      'stages[1].targets[0].account: 333333333333 is not among the configured accounts',
    ],
    [
      'stages.0.targets.0.region',
      'us-east-1',
      'stages[0].targets[0].region: us-east-1 is not a Region of dev (012345678901); it has eu-west-1',
    ],
    [
      'stages.0.targets.0.deploy',
      undefined,
      'stages[0].targets[0].deploy: is missing',
    ],
    [
      'stages.0.targets.0.deploy.stackName',
      'a_b',
      'stages[0].targets[0].deploy.stackName: must be letters, digits and hyphens',
    ],
    [
      'stages.0.targets.0.deploy.stackName',
      'x'.repeat(129),
      'stages[0].targets[0].deploy.stackName: must have at most 128 characters',
    ],
    [
      'stages.0.targets.0.deploy.stackName',
      'orders-pipeline',
      "stages[0].targets[0].deploy.stackName: orders-pipeline is the name of a stack that holds the pipeline's own parts",
    ],
    [
      'stages.0.targets.0.deploy.templatePath',
      '/etc/passwd',
      'stages[0].targets[0].deploy.templatePath: must be a path within the artifact',
    ],
    [
      'stages.0.targets.0.deploy.templatePath',
      'a/../../b',
      'stages[0].targets[0].deploy.templatePath: must be a path within the artifact',
    ],
    [
      'stages.0.targets.0.deploy.templatePath',
      'A::b',
      'stages[0].targets[0].deploy.templatePath: must be a path within the artifact',
    ],
    [
      'stages.0.targets.0.deploy.capabilities',
      ['ALL'],
      'stages[0].targets[0].deploy.capabilities[0]: must be CAPABILITY_IAM,',
    ],
    [
      'stages.0.targets.0.deploy.parameterOverrides',
      { Size: 'x'.repeat(1014) },
      'stages[0].targets[0].deploy.parameterOverrides: must have at most 1024 bytes as JSON',
    ],
    [
      'stages.0.targets.0.deploy.mode',
      'fast',
      'stages[0].targets[0].deploy.mode: must be change-set, direct, replace-on-failure or delete',
    ],
    [
      'permissionsBoundary',
      'boundary',
      'permissionsBoundary: must be the ARN of a managed policy',
    ],
    [
      'rolePath',
      'pipelines',
      'rolePath: must be an IAM path such as /pipelines/',
    ],
    ['tags', { 'aws:x': '1' }, 'tags."aws:x": the name must be a tag key'],
    [
      'deployRole.managedPolicyArns',
      ['arn:aws:iam::aws:policy/${Evil}'],
      'deployRole.managedPolicyArns[0]: must be the ARN of a managed policy',
    ],
    [
      'deployRole.statements',
      [{ Effect: 'Allow', Action: 's3:*' }],
      'deployRole.statements[0]: must have either Resource or NotResource',
    ],
    [
      'deployRole.statements',
      [{ Effect: 'allow', Action: 's3:*', Resource: '*' }],
      'deployRole.statements[0].Effect: must be Allow or Deny',
    ],
    [
      'deployRole.statements',
      [{ Effect: 'Allow', Action: { 'Fn::Sub': 'x' }, Resource: '*' }],
      'deployRole.statements[0].Action: has the wrong type',
    ],
    [
      'deployRole.statements',
      [
        {
          Effect: 'Allow',
          Action: 's3:*',
          Resource: '*',
          Condition: { Ref: { 'aws:x': 'y' } },
        },
      ],
      'deployRole.statements[0].Condition.Ref: the name must be a condition operator',
    ],
    [
      'deployRole.statements',
      [
        {
          Effect: 'Allow',
          Action: 's3:*',
          Resource: '*',
          Condition: { Bool: { 'Fn::Sub': 'y' } },
        },
      ],
      'deployRole.statements[0].Condition.Bool."Fn::Sub": the name must not be a CloudFormation function',
    ],
  ])('refuses %s: %j', (path, value, problem) => {
    const problems = problemsOf(specWith(path, value));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    ['tags', { Team: '' }],
    ['tags', { 'cost centre': 'A & B: "x"' }],
    ['stages.0.targets.0.deploy.templatePath', 'infra/..template..yaml'],
    ['stages.0.targets.0.deploy.parameterOverrides', { Size: '#{x.y} ${z}' }],
    ['build', { buildspec: 'version: 0.2\nphases: {}\n' }],
    ['build.environment', { STAGE: '' }],
    ['name', 'x'.repeat(100)],
    ['rolePath', '/'],
    ['rolePath', '/a/b-c/'],
    [
      'deployRole.managedPolicyArns',
      ['arn:aws:iam::${AWS::AccountId}:policy/deploy'],
    ],
    [
      'deployRole.statements',
      [
        {
          Effect: 'Allow',
          NotAction: ['iam:*'],
          Resource: '*',
          Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['a*'] } },
        },
      ],
    ],
  ])('accepts %s: %j', (path, value) => {
    expect(problemsOf(specWith(path, value))).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    expect(
      problemsOf({
        ...spec,
        name: 'A',
        account: 1,
        stages: [{ name: '?', targets: [{ ...target, region: 'mars' }] }],
      }),
    ).toHaveLength(4);
  });

  it('accepts any account where none are configured', () => {
    expect(parsePipelineSpec(specWith('account', '999999999999')).account).toBe(
      '999999999999',
    );
  });

  it('refuses what crosses a partition', () => {
    expect(
      problemsOf(specWith('stages.0.targets.0.region', 'cn-north-1'), []),
    ).toContain(
      'stages[0].targets[0].region: cn-north-1 is in partition aws-cn and cannot be reached from eu-west-1 in aws',
    );
  });

  it('refuses two actions that write one stack at the same time', () => {
    expect(problemsOf(specWith('stages.0.targets', [target, target]))).toEqual([
      'stages[0].targets[1].deploy.stackName: orders in 012345678901 eu-west-1 is already deployed by stages[0].targets[0] at the same time',
    ]);
  });

  it('takes a stack and a stack set of one name', () => {
    const stackSet = {
      provider: 'CloudFormationStackSet',
      stackSetName: target.deploy.stackName,
      templatePath: 'stack-set.yaml',
      regions: ['eu-west-1'],
      accounts: [target.account],
    };
    expect(
      problemsOf(
        specWith('stages.0.targets', [target, { ...target, deploy: stackSet }]),
      ),
    ).toEqual([]);
  });

  it.each([undefined, null, 'x', 3, [], true])('refuses %j', input => {
    expect(problemsOf(input)).toHaveLength(1);
  });

  it('answers briefly, and soon, whatever the size of the input', () => {
    const huge = 'a'.repeat(10_000_000);
    const [problem] = problemsOf(specWith('source.objectKey', huge));
    expect(problem).toBe('source.objectKey: must have at most 1000 characters');
    const wide = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [
        `${huge.slice(0, 200)}${index}`,
        1,
      ]),
    );
    const problems = problemsOf({ ...spec, ...wide });
    expect(problems).toHaveLength(51);
    expect(problems[50]).toBe('and 950 more problems');
    expect(problems[0].length).toBeLessThan(120);
  });

  describe('what has to fit together', () => {
    const connection = {
      provider: 'CodeConnections',
      connectionArn:
        'arn:aws:codeconnections:eu-west-1:111111111111:connection/1',
      repository: 'shop/orders',
      branch: 'main',
    };
    const firstTarget = 'stages[0].targets[0]';

    it.each<[string, Record<string, unknown>, string]>([
      [
        'conditions of a V1 pipeline',
        {
          type: 'V1',
          executionMode: 'QUEUED',
          variables: [{ name: 'a' }],
          stages: [{ ...spec.stages[0], failure: { result: 'ROLLBACK' } }],
        },
        'variables: needs a pipeline of type V2\nexecutionMode: QUEUED needs a pipeline of type V2\nstages[0].failure: needs a pipeline of type V2',
      ],
      [
        'triggers of a bucket',
        { triggers: [{ on: 'push' }] },
        'triggers: need a source of provider CodeConnections; it is S3',
      ],
      [
        'a trigger by branch and tag',
        {
          source: connection,
          triggers: [
            {
              on: 'push',
              branches: { includes: ['main'] },
              tags: { includes: ['v*'] },
            },
          ],
        },
        'triggers[0]: must not have both tags and branches',
      ],
      [
        'a source of another account without a build',
        {
          source: {
            provider: 'CodeCommit',
            repository: 'orders',
            branch: 'main',
            account: '222222222222',
          },
        },
        'build: is needed: the source is in 222222222222, and only what the pipeline account makes can go on to other accounts',
      ],
      [
        'a connection of another account under a prefix that AWS RAM does not share',
        {
          source: {
            ...connection,
            connectionArn: connection.connectionArn
              .replace('codeconnections', 'codestar-connections')
              .replace('111111111111', '222222222222'),
          },
        },
        'source.connectionArn: is in account 222222222222; it has to be in 111111111111',
      ],
      [
        'an alias for a key',
        {
          existing: {
            artifactStores: {
              'eu-west-1': {
                bucket: 'artifacts',
                keyArn: 'arn:aws:kms:eu-west-1:111111111111:alias/artifacts',
              },
            },
          },
        },
        'existing.artifactStores.eu-west-1.keyArn: must be the ARN of a key, not of an alias',
      ],
      [
        'a key in another Region than its bucket',
        {
          existing: {
            artifactStores: {
              'eu-west-1': {
                bucket: 'artifacts',
                keyArn: 'arn:aws:kms:us-east-1:111111111111:key/1',
              },
            },
          },
        },
        'existing.artifactStores.eu-west-1.keyArn: is in us-east-1; it has to be in eu-west-1',
      ],
      [
        'principals by an organization that is not named',
        { principals: 'organization' },
        'principals: is organization, but the spec has no organization',
      ],
      [
        'a role of another account',
        {
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  ...target,
                  actionRoleArn: 'arn:aws:iam::222222222222:role/action',
                },
              ],
            },
          ],
        },
        `${firstTarget}.actionRoleArn: is in account 222222222222; it has to be in 012345678901`,
      ],
      [
        'instances without a role',
        {
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  ...target,
                  deploy: {
                    provider: 'CodeDeploy',
                    application: 'a',
                    deploymentGroup: 'b',
                  },
                },
              ],
            },
          ],
        },
        `${firstTarget}.deploy.instanceRoleArn: is needed where the instances are there already`,
      ],
      [
        'a stack set for an account that is not configured',
        {
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  ...target,
                  deploy: {
                    provider: 'CloudFormationStackSet',
                    stackSetName: 'a',
                    templatePath: 't.yaml',
                    accounts: ['222222222222', '999999999999'],
                    regions: ['us-east-1'],
                  },
                },
              ],
            },
          ],
        },
        `${firstTarget}.deploy.accounts[1]: 999999999999 is not among the configured accounts`,
      ],
      [
        'a template to delete a stack without, or to make one without',
        {
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  ...target,
                  deploy: { provider: 'CloudFormation', stackName: 'a' },
                },
              ],
            },
          ],
        },
        `${firstTarget}.deploy.templatePath: is missing`,
      ],
      [
        'an unknown field of a value that may have several shapes',
        { build: { environment: { A: { parameter: 'a', extra: 1 } } } },
        'build.environment.A.extra: is not a field of a pipeline spec',
      ],
      [
        'a provider that there is none of',
        {
          stages: [
            {
              name: 'Dev',
              targets: [{ ...target, deploy: { provider: 'FTP' } }],
            },
          ],
        },
        `${firstTarget}.deploy.provider: must be CloudFormation, CodeDeploy, S3, ECS, Lambda, LambdaDeploy, EC2, EKS, ElasticBeanstalk, AppConfig, ServiceCatalog, ECRBuildAndPublish, InspectorScan, Commands, CloudFormationStackSet or CodeBuild`,
      ],
      [
        'a setting that would be a function of CloudFormation',
        {
          stages: [
            {
              ...spec.stages[0],
              entry: {
                result: 'FAIL',
                rules: [
                  {
                    name: 'R',
                    provider: 'VariableCheck',
                    configuration: { Ref: 'Secret' },
                  },
                ],
              },
            },
          ],
        },
        'stages[0].entry.rules[0].configuration.Ref: the name must be the name of a setting',
      ],
      [
        'names of accounts in a Region that has none, and those of no account',
        {
          region: 'me-south-1',
          bucketNamespace: 'account-regional',
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  ...target,
                  deploy: { provider: 'S3', bucket: 'pages', create: true },
                },
              ],
            },
          ],
        },
        'deploy.bucket: pages has to end in -012345678901-eu-west-1-an, as the names do that belong to its account',
      ],
      [
        'the ending of such names where it is another one',
        {
          stages: [
            {
              name: 'Dev',
              targets: [
                {
                  ...target,
                  deploy: {
                    provider: 'S3',
                    bucket: 'pages-111111111111-eu-west-1-an',
                    create: true,
                  },
                },
              ],
            },
          ],
        },
        'pages-111111111111-eu-west-1-an has to end in -012345678901-eu-west-1-an',
      ],
      [
        'a tag twice, whatever its case',
        {
          tags: { Purpose: 'test' },
          principalTags: { purpose: 'release', team: 'a', TEAM: 'a' },
        },
        'principalTags.purpose: is the tag Purpose once more, which is test\nprincipalTags.TEAM: is the tag team once more, which is a',
      ],
      [
        'a variable where a tag is compared',
        { principalTags: { team: '${aws:username}' } },
        'principalTags.team: must be the value of a tag',
      ],
      [
        'a retry where nothing is retried',
        {
          stages: [
            {
              ...spec.stages[0],
              failure: { result: 'ROLLBACK', retry: 'ALL_ACTIONS' },
            },
          ],
        },
        'stages[0].failure.retry: only goes with the result RETRY',
      ],
    ])('refuses %s', (_, changes, problem) => {
      expect(problemsOf({ ...spec, ...changes }).join('\n')).toContain(problem);
    });

    it('takes one target for each of several Regions, and names problems as written', () => {
      const several = (regions: string[]) => ({
        ...spec,
        stages: [
          {
            name: 'Staging',
            targets: [
              target,
              {
                account: '222222222222',
                regions,
                deploy: target.deploy,
              },
            ],
          },
        ],
      });
      expect(
        parsePipelineSpec(several(['us-east-1', 'eu-west-1']), {
          accounts,
        }).stages[0].targets.map(each => [each.account, each.region]),
      ).toEqual([
        ['012345678901', 'eu-west-1'],
        ['222222222222', 'us-east-1'],
        ['222222222222', 'eu-west-1'],
      ]);
      expect(problemsOf(several(['us-east-1', 'eu-central-1']))).toEqual([
        'stages[0].targets[1].region: eu-central-1 is not a Region of staging (222222222222); it has eu-west-1, us-east-1',
      ]);
    });

    it.each([
      [
        { region: 'eu-west-1', regions: ['us-east-1'] },
        'regions: goes without region: name one or the other',
      ],
      [{ regions: 'eu-west-1' }, 'regions: must be a list of Regions'],
      [{ regions: [] }, 'regions: must be a list of Regions'],
    ])('refuses a target with %j', (regions, problem) => {
      const { region: _, ...rest } = target;
      expect(
        problemsOf(specWith('stages.0.targets.0', { ...rest, ...regions })),
      ).toEqual([`stages[0].targets[0].${problem}`]);
    });

    it('says once, and where it was written, what is wrong with what targets share', () => {
      const shared = (deploy: unknown, own?: unknown) => ({
        ...spec,
        deploy,
        stages: spec.stages.map(stage => ({
          ...stage,
          targets: stage.targets.map(({ deploy: _, ...each }) => ({
            ...each,
            ...(own !== undefined && { deploy: own }),
          })),
        })),
      });
      const { templatePath, ...incomplete } = target.deploy;
      expect(
        problemsOf(shared({ ...incomplete, stackname: 'orders' })),
      ).toEqual([
        'deploy.stackname: is not a field of a pipeline spec',
        'deploy.templatePath: is missing',
      ]);
      expect(problemsOf(shared({ provider: 'Terraform' }))).toEqual([
        expect.stringMatching(/^deploy.provider: must be CloudFormation, /),
      ]);
      expect(
        problemsOf(shared({ ...target.deploy, mode: 'x' }, { stackName: 1 })),
      ).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^stages\[0\].targets\[0\].deploy.stackName: /),
          expect.stringMatching(/^deploy.mode: /),
        ]),
      );
      expect(problemsOf({ ...spec, deploy: 'x', stages: 'y' })).toEqual([
        'deploy: must be a map',
        'stages: must be a list',
      ]);
      expect(
        problemsOf({ ...spec, deploy: target.deploy, stages: 'y' }),
      ).toEqual(['stages: must be a list']);
    });

    it('fills in where a target is, so that one deploy fits all', () => {
      const { stages } = parsePipelineSpec({
        ...spec,
        deploy: {
          provider: 'ECS',
          cluster: 'shop-${AWS::Region}',
          service: 'orders',
          taskRoleArns: [
            'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/orders-task',
          ],
        },
        stages: [
          {
            name: 'Staging',
            targets: [
              { account: '012345678901', region: 'eu-west-1' },
              { account: '222222222222', regions: ['us-east-1'] },
            ],
          },
        ],
      });
      expect(stages[0].targets.map(({ deploy }) => deploy)).toMatchObject([
        {
          cluster: 'shop-eu-west-1',
          taskRoleArns: ['arn:aws:iam::012345678901:role/orders-task'],
        },
        {
          cluster: 'shop-us-east-1',
          taskRoleArns: ['arn:aws:iam::222222222222:role/orders-task'],
        },
      ]);
    });

    describe('a test beside the stages', () => {
      const [{ name }] = spec.stages;
      const tested = (test: unknown) => ({
        ...spec,
        test,
        stages: [
          {
            name,
            targets: [
              { ...target, deployRoleArn: 'arn:aws:iam::012345678901:role/d' },
              {
                account: '222222222222',
                regions: ['us-east-1', 'eu-west-1'],
                wave: 2,
                deploy: target.deploy,
              },
            ],
          },
        ],
      });

      it('follows what each target deploys, before the next wave', () => {
        const [{ targets }] = parsePipelineSpec(
          tested({ buildspec: 'test.yml' }),
        ).stages;
        const waves = targets
          .map(each =>
            [each.wave, each.deploy.provider, each.account, each.region].join(
              ' ',
            ),
          )
          .sort();
        expect(waves).toEqual([
          '1 CloudFormation 012345678901 eu-west-1',
          '2 CodeBuild 012345678901 eu-west-1',
          '3 CloudFormation 222222222222 eu-west-1',
          '3 CloudFormation 222222222222 us-east-1',
          '4 CodeBuild 222222222222 eu-west-1',
          '4 CodeBuild 222222222222 us-east-1',
        ]);
        expect(targets[1]).toEqual({
          account: '012345678901',
          region: 'eu-west-1',
          wave: 2,
          deploy: { provider: 'CodeBuild', buildspec: 'test.yml' },
        });
      });

      it('is named once by what is wrong with it', () => {
        expect(problemsOf(tested({ timeout: 1, stackName: 'orders' }))).toEqual(
          [
            'test.timeout: must be at least 5 minutes',
            'test.stackName: is not a field of a pipeline spec',
          ],
        );
        expect(problemsOf(tested('test.yml'))).toEqual(['test: must be a map']);
      });
    });
  });
});
