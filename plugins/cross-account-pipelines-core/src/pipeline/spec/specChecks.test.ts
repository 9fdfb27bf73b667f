import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { formatSpecPath } from '../vocabulary/SpecProblem';
import { pipelineSpecSchema, type PipelineSpec } from './pipelineSpecSchema';
import { specChecks } from './specChecks';

const home = '111111111111';
const dev = '222222222222';
const other = '333333333333';
const region = 'eu-west-1';

const stack = (stackName = 'orders') => ({
  provider: 'CloudFormation',
  stackName,
  templatePath: 'template.yaml',
});
const target = (more: object = {}) => ({
  account: dev,
  region,
  deploy: stack(),
  ...more,
});
const stage = (...targets: object[]) => ({ name: 'Dev', targets });
const codeCommit = (account?: string) => ({
  provider: 'CodeCommit',
  repository: 'orders',
  branch: 'main',
  ...(account && { account }),
});
const roleOf = (account: string) => `arn:aws:iam::${account}:role/there`;
const keyOf = (account: string, place: string) =>
  `arn:aws:kms:${place}:${account}:key/1`;
const topicOf = (account: string, place: string) =>
  `arn:aws:sns:${place}:${account}:approve`;
const connectionOf = (account: string, service = 'codestar-connections') => ({
  provider: 'CodeConnections',
  connectionArn: `arn:aws:${service}:${region}:${account}:connection/1`,
  repository: 'shop/orders',
  branch: 'main',
});

function problemsOf(more: object, accounts?: ConfiguredAccount[]): string[] {
  const spec: PipelineSpec = pipelineSpecSchema.parse({
    name: 'orders',
    account: home,
    region,
    source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
    stages: [stage(target())],
    ...more,
  });
  return specChecks
    .flatMap(check => check(spec, accounts))
    .map(({ path, message }) => `${formatSpecPath(path)}: ${message}`);
}

const configured: ConfiguredAccount[] = [
  { id: home, name: 'tools', regions: [region], uses: ['pipeline'] },
  {
    id: dev,
    name: 'dev',
    regions: [region, 'us-east-1'],
    uses: ['target'],
  },
];

describe('specChecks', () => {
  it('finds nothing wrong with what fits together', () => {
    expect(problemsOf({}, configured)).toEqual([]);
    expect(problemsOf({})).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    [
      'a pipeline account that nobody configured',
      { account: other },
      [
        `account: ${other} is not among the configured accounts (crossAccountPipelines.accounts)`,
      ],
    ],
    [
      'a pipeline account that is for targets',
      { account: dev },
      [
        `account: dev (${dev}) may not be used as a pipeline account; it is configured for target`,
      ],
    ],
    [
      'a target account that is for pipelines',
      { stages: [stage(target({ account: home }))] },
      [
        `stages[0].targets[0].account: tools (${home}) may not be used as a target account; it is configured for pipeline`,
      ],
    ],
    [
      'Regions that accounts do not have',
      { region: 'us-east-1', stages: [stage(target({ region: 'us-west-2' }))] },
      [
        `region: us-east-1 is not a Region of tools (${home}); it has ${region}`,
        `stages[0].targets[0].region: us-west-2 is not a Region of dev (${dev}); it has ${region}, us-east-1`,
      ],
    ],
    [
      'a source account that nobody configured',
      { build: {}, source: codeCommit(other) },
      [
        `source.account: ${other} is not among the configured accounts (crossAccountPipelines.accounts)`,
      ],
    ],
    [
      'a source account, whatever it is for',
      { build: {}, source: codeCommit(dev) },
      [],
    ],
    ['a source of the pipeline account', { source: codeCommit() }, []],
  ])('looks at accounts: %s', (_, more, problems) => {
    expect(problemsOf(more, configured)).toEqual(problems);
  });

  it('looks at the instances that a stack set makes', () => {
    expect(
      problemsOf(
        {
          stages: [
            stage(
              target({
                deploy: {
                  provider: 'CloudFormationStackSet',
                  stackSetName: 'baseline',
                  templatePath: 'template.yaml',
                  accounts: [other],
                  regions: ['us-east-1'],
                },
              }),
            ),
          ],
        },
        configured,
      ),
    ).toEqual([
      expect.stringMatching(
        new RegExp(
          `^stages\\[0\\]\\.targets\\[0\\]\\.deploy\\..*: ${other} is not among the configured accounts`,
        ),
      ),
    ]);
  });

  it('knows that nothing crosses a partition', () => {
    expect(
      problemsOf({ stages: [stage(target({ region: 'cn-north-1' }))] }),
    ).toEqual([
      `stages[0].targets[0].region: cn-north-1 is in partition aws-cn and cannot be reached from ${region} in aws`,
    ]);
  });

  it.each<[string, object, string]>([
    [
      'a connection of the older prefix',
      { source: connectionOf(other) },
      'source.connectionArn',
    ],
    [
      'the service role',
      { existing: { serviceRoleArn: roleOf(other) } },
      'existing.serviceRoleArn',
    ],
    [
      'the build role',
      { existing: { buildRoleArn: roleOf(other) } },
      'existing.buildRoleArn',
    ],
    [
      'the key of a store',
      {
        existing: {
          artifactStores: {
            [region]: { bucket: 'artifacts', keyArn: keyOf(other, region) },
          },
        },
      },
      `existing.artifactStores.${region}.keyArn`,
    ],
    [
      'the topic of an approval',
      {
        stages: [
          {
            ...stage(target()),
            approval: { notifyTopicArn: topicOf(other, region) },
          },
        ],
      },
      'stages[0].approval.notifyTopicArn',
    ],
  ])('wants %s in the pipeline account', (_, more, path) => {
    expect(problemsOf(more)).toEqual([
      `${path}: is in account ${other}; it has to be in ${home}`,
    ]);
    expect(
      problemsOf(JSON.parse(JSON.stringify(more).replaceAll(other, home))),
    ).toEqual([]);
  });

  it.each(['actionRoleArn', 'deployRoleArn'])(
    'wants the %s of a target in its account',
    field => {
      const wrong = { stages: [stage(target({ [field]: roleOf(home) }))] };
      const right = { stages: [stage(target({ [field]: roleOf(dev) }))] };
      expect(problemsOf(wrong)).toEqual([
        `stages[0].targets[0].${field}: is in account ${home}; it has to be in ${dev}`,
      ]);
      expect(problemsOf(right)).toEqual([]);
    },
  );

  it('lets a connection of the newer prefix be of another account', () => {
    expect(
      problemsOf({ source: connectionOf(other, 'codeconnections') }),
    ).toEqual([]);
  });

  it('wants keys and topics in the Region where they are used', () => {
    expect(
      problemsOf({
        existing: {
          artifactStores: {
            [region]: { bucket: 'artifacts', keyArn: keyOf(home, 'us-east-1') },
          },
        },
        stages: [
          {
            ...stage(target()),
            approval: { notifyTopicArn: topicOf(home, 'us-east-1') },
          },
        ],
      }),
    ).toEqual([
      `existing.artifactStores.${region}.keyArn: is in us-east-1; it has to be in ${region}`,
      `stages[0].approval.notifyTopicArn: is in us-east-1; it has to be in ${region}`,
    ]);
  });

  it('wants a build of a source that another account has', () => {
    const problem = `build: is needed: the source is in ${other}, and only what the pipeline account makes can go on to other accounts`;
    expect(problemsOf({ source: codeCommit(other) })).toEqual([problem]);
    expect(problemsOf({ source: codeCommit(other), build: {} })).toEqual([]);
    expect(problemsOf({ source: codeCommit(home) })).toEqual([]);
  });

  const needsV2 = 'needs a pipeline of type V2';
  const commands = {
    provider: 'Commands',
    commands: ['make deploy'],
  };
  it.each<[string, object, string[]]>([
    ['variables', { variables: [{ name: 'a' }] }, [`variables: ${needsV2}`]],
    [
      'triggers',
      { source: connectionOf(home), triggers: [{ on: 'push' }] },
      [`triggers: ${needsV2}`],
    ],
    [
      'another execution mode',
      { executionMode: 'QUEUED' },
      [`executionMode: QUEUED ${needsV2}`],
    ],
    ['the usual execution mode', { executionMode: 'SUPERSEDED' }, []],
    ['no variables', { variables: [], triggers: [] }, []],
    [
      'conditions',
      {
        stages: [
          stage(target()),
          {
            ...stage(target()),
            name: 'Prod',
            entry: {
              result: 'FAIL',
              rules: [{ name: 'r', provider: 'DeploymentWindow' }],
            },
            success: {
              result: 'FAIL',
              rules: [{ name: 'r', provider: 'CloudWatchAlarm' }],
            },
            failure: { result: 'ROLLBACK' },
          },
        ],
      },
      [
        `stages[1].entry: ${needsV2}`,
        `stages[1].success: ${needsV2}`,
        `stages[1].failure: ${needsV2}`,
      ],
    ],
    [
      'a provider of V2 only',
      { stages: [stage(target({ deploy: commands }))] },
      [`stages[0].targets[0].deploy.provider: Commands ${needsV2}`],
    ],
  ])('knows what a pipeline of type V1 lacks: %s', (_, more, problems) => {
    expect(problemsOf({ ...more, type: 'V1' })).toEqual(problems);
    expect(problemsOf({ ...more, type: 'V2' })).toEqual([]);
    expect(problemsOf(more)).toEqual([]);
  });

  it('wants a connection for triggers', () => {
    expect(problemsOf({ triggers: [{ on: 'push' }] })).toEqual([
      'triggers: need a source of provider CodeConnections; it is S3',
    ]);
    expect(problemsOf({ triggers: [] })).toEqual([]);
  });

  it('wants an organization to name it', () => {
    const organization = { id: 'o-a1b2c3d4e5' };
    expect(problemsOf({ principals: 'organization' })).toEqual([
      'principals: is organization, but the spec has no organization',
    ]);
    expect(problemsOf({ principals: 'accounts' })).toEqual([]);
    expect(problemsOf({ principals: 'organization', organization })).toEqual(
      [],
    );
  });

  it('gives each stage a name of its own', () => {
    const named = (...names: string[]) =>
      names.map((name, index) => ({
        name,
        targets: [target({ deploy: stack(`app-${index}`) })],
      }));
    expect(
      problemsOf({ stages: named('Source', 'Build', 'Dev', 'Dev') }),
    ).toEqual([
      'stages[0].name: Source is already the name of the stage that reads the source',
      'stages[3].name: Dev is already the name of stages[2]',
    ]);
    expect(problemsOf({ build: {}, stages: named('Build') })).toEqual([
      'stages[0].name: Build is already the name of the stage that builds',
    ]);
  });

  it('has a deploy role for CloudFormation only', () => {
    expect(
      problemsOf({
        stages: [
          stage(
            target({
              deploy: { provider: 'S3', bucket: 'site' },
              deployRoleArn: roleOf(dev),
            }),
          ),
        ],
      }),
    ).toEqual([
      'stages[0].targets[0].deployRoleArn: is for provider CloudFormation, not S3',
    ]);
  });

  it.each([
    'orders-foundation',
    'orders-target',
    'orders-pipeline',
    'orders-lock',
  ])("keeps %s for the pipeline's own parts", stackName => {
    expect(
      problemsOf({ stages: [stage(target({ deploy: stack(stackName) }))] }),
    ).toEqual([
      `stages[0].targets[0].deploy.stackName: ${stackName} is the name of a stack that holds the pipeline's own parts; choose another`,
    ]);
  });

  it.each<[string, object[], string[]]>([
    [
      'in one stage, account, Region and wave',
      [target(), target({ wave: 1 }), target()],
      [1, 2].map(
        index =>
          `stages[0].targets[${index}].deploy.stackName: orders in ${dev} ${region} is already deployed by stages[0].targets[0] at the same time`,
      ),
    ],
    ['unless in another account', [target(), target({ account: other })], []],
    [
      'unless in another Region',
      [target(), target({ region: 'us-east-1' })],
      [],
    ],
    ['unless in another wave', [target(), target({ wave: 2 })], []],
    [
      'unless of another name',
      [target(), target({ deploy: stack('api') })],
      [],
    ],
  ])('does not write one stack twice %s', (_, targets, problems) => {
    expect(problemsOf({ stages: [stage(...targets)] })).toEqual(problems);
  });

  it('writes one stack in several stages', () => {
    expect(
      problemsOf({
        stages: [stage(target()), { ...stage(target()), name: 'Prod' }],
      }),
    ).toEqual([]);
  });

  describe('of a StackSet', () => {
    const unit = 'ou-ab12-11111111';
    const serviceManaged = {
      permissionModel: 'SERVICE_MANAGED',
      organizationalUnits: [unit],
    };
    const ruled = (rule: object) => [stage(target({ rule }))];

    it.each<[string, object, string[]]>([
      ['the defaults', { stackSet: {} }, []],
      ['units', { stackSet: serviceManaged }, []],
      [
        'units that rules name',
        {
          stackSet: { permissionModel: 'SERVICE_MANAGED' },
          stages: ruled({ organizationalUnit: unit }),
        },
        [],
      ],
      [
        'no units where a rule names none',
        {
          stackSet: { permissionModel: 'SERVICE_MANAGED' },
          stages: ruled({ environment: 'production' }),
        },
        [
          `stackSet.organizationalUnits: is needed, for no rule says in which unit ${dev} is: StackSets with SERVICE_MANAGED permissions deploys to organizational units`,
        ],
      ],
      [
        'roles of its own where AWS makes them',
        {
          stackSet: {
            ...serviceManaged,
            administrationRoleArn: roleOf(home),
            executionRoleName: 'r',
          },
        },
        [
          'stackSet.administrationRoleArn: is for permissionModel SELF_MANAGED; it is SERVICE_MANAGED',
          'stackSet.executionRoleName: is for permissionModel SELF_MANAGED; it is SERVICE_MANAGED',
        ],
      ],
      [
        'what is of the organization without it',
        {
          stackSet: {
            callAs: 'SELF',
            organizationalUnits: [unit],
            autoDeployment: { enabled: true },
          },
        },
        ['callAs', 'organizationalUnits', 'autoDeployment'].map(
          field =>
            `stackSet.${field}: is for permissionModel SERVICE_MANAGED; it is SELF_MANAGED`,
        ),
      ],
    ])('takes or refuses %s', (_, more, problems) => {
      expect(problemsOf(more)).toEqual(problems);
    });

    it.each([
      {
        autoDeployment: { enabled: false, retainStacksOnAccountRemoval: true },
      },
      { organizationalUnits: ['workloads'] },
      { organizationalUnits: [] },
      { callAs: 'MANAGEMENT' },
      { permissionModel: 'MINE' },
    ])('does not take %j', own => {
      expect(() =>
        problemsOf({ stackSet: { ...serviceManaged, ...own } }),
      ).toThrow();
    });
  });
});
