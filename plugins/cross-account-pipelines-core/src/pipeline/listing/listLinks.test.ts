import { listLinks } from './listLinks';
import { InvalidPipelineArnError } from './ListingScope';
import type {
  ActionDefinition,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import type {
  AccessHop,
  CheckHop,
  Hop,
  PipelineLinks,
} from '../vocabulary/PipelineLinks';
import type { PipelineResources } from '../vocabulary/PipelineResources';

const tools = '111111111111';
const target = '012345678901';
const home = 'eu-west-1';
const pipelineArn = `arn:aws:codepipeline:${home}:${tools}:orders`;
const keyArn = `arn:aws:kms:${home}:${tools}:key/abc`;
const serviceRole = `arn:aws:iam::${tools}:role/pipelines/orders-service`;
const actionRole = `arn:aws:iam::${target}:role/pipelines/orders-action`;
const deployRole = `arn:aws:iam::${target}:role/pipelines/orders-deploy`;

function action(
  kind: string,
  configuration: Record<string, string> = {},
  rest: Partial<ActionDefinition> = {},
): ActionDefinition {
  const [category, provider, owner = 'AWS'] = kind.split('/');
  return {
    name: provider,
    actionTypeId: { category, owner, provider, version: '1' },
    configuration,
    roleArn: actionRole,
    inputArtifacts: [{ name: 'Built' }],
    ...rest,
  };
}

const build = action(
  'Build/CodeBuild',
  { ProjectName: 'orders' },
  {
    roleArn: undefined,
    inputArtifacts: [],
    outputArtifacts: [{ name: 'Built' }],
  },
);

function list(
  actions: ActionDefinition[],
  {
    resources,
    definition,
  }: {
    resources?: PipelineResources;
    definition?: Partial<PipelineDefinition>;
  } = {},
): PipelineLinks {
  return listLinks(
    {
      name: 'orders',
      roleArn: serviceRole,
      artifactStore: {
        type: 'S3',
        location: 'artifacts',
        encryptionKey: { id: keyArn, type: 'KMS' },
      },
      stages: [
        { name: 'Build', actions: [build] },
        { name: 'Deploy', actions },
      ],
      ...definition,
    },
    { pipelineArn, resources },
  );
}

function hopsOf(links: PipelineLinks): Hop[] {
  return [links, ...links.links].flatMap(({ hops }) => hops);
}

function accessHops(links: PipelineLinks, kind: string): AccessHop[] {
  return hopsOf(links).filter(
    (hop): hop is AccessHop => hop.type === 'access' && hop.kind === kind,
  );
}

function checks(links: PipelineLinks, rule: string): CheckHop[] {
  return hopsOf(links).filter(
    (hop): hop is CheckHop => hop.type === 'check' && hop.check.rule === rule,
  );
}

/** `required` actions with their resources, the others in brackets. */
function requestsOf(hop: AccessHop | undefined): string[] {
  return (hop?.requests ?? []).map(({ action: name, resource, need }) =>
    need === 'required' ? `${name} ${resource}` : `(${name} ${resource})`,
  );
}

describe('listLinks', () => {
  it('does not take the ARN of anything else for a pipeline', () => {
    expect(() =>
      listLinks(
        { name: 'orders', roleArn: serviceRole, stages: [] },
        { pipelineArn: serviceRole },
      ),
    ).toThrow(InvalidPipelineArnError);
  });

  it('lists what a pipeline needs in its own account', () => {
    const { hops, links } = list([]);
    expect(links).toEqual([]);
    // A pipeline without a source is none; that is not what this is about.
    const others = hops.filter(
      hop => hop.type !== 'check' || hop.check.rule !== 'definition',
    );
    expect(
      others.map(({ kind, gate, sentence }) => [kind, gate, sentence]),
    ).toEqual([
      ['H0', 'enter', 'CodePipeline may assume orders-service'],
      ['H8', 'artifacts', 'The pipeline has an artifact bucket in eu-west-1'],
      ['H5', 'artifacts', 'The project orders may read the artifacts'],
      [
        'H5',
        'artifacts',
        'orders-service may read and write artifacts in bucket artifacts',
      ],
      ['H8', 'key', 'The key of the artifacts in eu-west-1 is in their Region'],
      [
        'H6',
        'key',
        'orders-service may use key abc to read and write artifacts',
      ],
      ['H2', 'deploy', 'orders-service may run builds of project orders'],
    ]);
  });

  it('tells CodePipeline from other pipelines by account and ARN', () => {
    expect(accessHops(list([]), 'H0')[0].principal).toEqual({
      type: 'service',
      name: 'codepipeline.amazonaws.com',
      sourceAccount: tools,
      sourceArn: pipelineArn,
    });
  });

  describe('CloudFormation', () => {
    const stack = `arn:aws:cloudformation:${home}:${target}:stack/web/*`;
    const deploy = (ActionMode: string, more: Record<string, string> = {}) =>
      list([
        action('Deploy/CloudFormation', {
          ActionMode,
          StackName: 'web',
          RoleArn: deployRole,
          ...more,
        }),
      ]);

    it.each([
      ['CREATE_UPDATE', ['DescribeStacks', 'CreateStack', 'UpdateStack']],
      [
        'REPLACE_ON_FAILURE',
        ['DescribeStacks', 'CreateStack', 'UpdateStack', 'DeleteStack'],
      ],
      ['DELETE_ONLY', ['DescribeStacks', 'DeleteStack']],
      [
        'CHANGE_SET_REPLACE',
        [
          'DescribeStacks',
          'CreateChangeSet',
          'DescribeChangeSet',
          'DeleteChangeSet',
        ],
      ],
      [
        'CHANGE_SET_EXECUTE',
        ['DescribeStacks', 'DescribeChangeSet', 'ExecuteChangeSet'],
      ],
    ])('asks for what %s calls', (mode, calls) => {
      const links = deploy(mode);
      expect(
        links.links.map(({ account, region }) => [account, region]),
      ).toEqual([[target, home]]);
      expect(requestsOf(accessHops(links, 'H2').at(-1))).toEqual(
        calls.map(call => `cloudformation:${call} ${stack}`),
      );
    });

    it('hands its deploy role over where the mode takes one', () => {
      const links = deploy('CREATE_UPDATE');
      expect(requestsOf(accessHops(links, 'H3')[0])).toEqual([
        `iam:PassRole ${deployRole}`,
      ]);
      expect(accessHops(links, 'H3')[0].requests[0].context).toEqual({
        'iam:PassedToService': 'cloudformation.amazonaws.com',
      });
      expect(accessHops(links, 'H4')[0].target).toMatchObject({
        arn: deployRole,
      });
      expect(accessHops(deploy('CHANGE_SET_EXECUTE'), 'H3')).toEqual([]);
    });

    it('merges the actions of a change set into one hop', () => {
      const links = list([
        action(
          'Deploy/CloudFormation',
          { ActionMode: 'CHANGE_SET_REPLACE', StackName: 'web' },
          { name: 'Prepare' },
        ),
        action(
          'Deploy/CloudFormation',
          { ActionMode: 'CHANGE_SET_EXECUTE', StackName: 'web' },
          { name: 'Execute' },
        ),
      ]);
      const hop = accessHops(links, 'H2').at(-1)!;
      expect(hop.actions).toEqual(['Deploy/Prepare', 'Deploy/Execute']);
      expect(hop.requests).toHaveLength(5);
    });

    it('knows for sure that the deploy role reads artifacts when the template is given them', () => {
      const given = deploy('CREATE_UPDATE', {
        ParameterOverrides: '{"Code":{"Fn::GetArtifactAtt":["Built","URL"]}}',
      });
      const guessed = deploy('CREATE_UPDATE');
      expect(accessHops(given, 'H7').map(({ optional }) => optional)).toEqual([
        false,
        false,
      ]);
      expect(accessHops(guessed, 'H7').map(({ optional }) => optional)).toEqual(
        [true, true],
      );
      expect(accessHops(deploy('DELETE_ONLY'), 'H7')).toEqual([]);
    });

    it('names the stack that exists, and lets a policy name any of its name', () => {
      const arn = `arn:aws:cloudformation:${home}:${target}:stack/web/1234`;
      const links = list(
        [
          action('Deploy/CloudFormation', {
            ActionMode: 'DELETE_ONLY',
            StackName: 'web',
          }),
        ],
        { resources: { stackArn: () => arn } },
      );
      expect(accessHops(links, 'H2').at(-1)!.requests[0]).toMatchObject({
        resource: arn,
        pattern: stack,
      });
    });

    it('says so when it does not know an action mode', () => {
      expect(checks(deploy('IMPORT'), 'provider-known')).toHaveLength(1);
    });
  });

  describe('what a definition names', () => {
    const existing = (...actions: ActionDefinition[]) =>
      checks(list(actions), 'exists').map(({ sentence }) => sentence);
    const repository = { RepositoryName: 'web' };
    const smokeTest = { FunctionName: 'smoke-test' };

    it('has to exist where its action works', () => {
      expect(
        existing(
          action('Source/CodeCommit', repository),
          action('Invoke/Lambda', smokeTest, { region: 'us-east-1' }),
        ).sort(),
      ).toEqual([
        `Function smoke-test exists in ${target}`,
        `Repository web exists in ${target}`,
      ]);
    });

    it.each([
      [
        'a source is in another Region',
        action('Source/CodeCommit', repository, { region: 'us-east-1' }),
      ],
      [
        'an account id has lost its zero',
        action('Invoke/Lambda', smokeTest, {
          roleArn: actionRole.replace('::0', '::'),
        }),
      ],
    ])('is not looked for where %s', (_, misplaced) => {
      expect(existing(misplaced)).toEqual([]);
    });
  });

  it('asks for the key of a service role that works on artifacts itself', () => {
    const ownKey = (
      actions: ActionDefinition[],
      definition?: Partial<PipelineDefinition>,
    ) =>
      new Set(
        accessHops(list(actions, { definition }), 'H6')
          .find(
            ({ principal }) =>
              principal.type === 'role' && principal.arn === serviceRole,
          )!
          .requests.filter(({ need }) => need === 'required')
          .map(({ action: needed }) => needed),
      );
    const documented = new Set();
    const read = new Set(['kms:Decrypt']);
    const written = new Set(['kms:GenerateDataKey']);
    const required = new Set([...read, ...written]);
    const own = { roleArn: undefined };
    expect(ownKey([])).toEqual(documented);
    expect(ownKey([action('Deploy/CloudFormation')])).toEqual(documented);
    expect(ownKey([action('Deploy/CloudFormation', {}, own)])).toEqual(
      required,
    );
    expect(
      ownKey([action('Deploy/CloudFormation', {}, { roleArn: serviceRole })]),
    ).toEqual(required);
    expect(ownKey([action('Source/GitHub/ThirdParty', {}, own)])).toEqual(
      written,
    );
    expect(ownKey([action('Deploy/S3', {}, own)])).toEqual(read);
    expect(ownKey([action('Deploy/Unheard', {}, own)])).toEqual(required);
    const artifactStore = {
      type: 'S3',
      location: 'artifacts',
      encryptionKey: { id: keyArn, type: 'KMS' },
    };
    expect(
      ownKey([], {
        artifactStore: undefined,
        artifactStores: { [home]: artifactStore, 'us-east-1': artifactStore },
      }),
    ).toEqual(required);
  });

  it('does without what only stops builds or names applications', () => {
    const required = (kind: string) =>
      accessHops(list([action(kind)]), 'H2')
        .at(-1)!
        .requests.flatMap(({ action: name, need }) =>
          need === 'required' ? [name] : [],
        );
    expect(required('Test/CodeBuild')).toEqual([
      'codebuild:StartBuild',
      'codebuild:BatchGetBuilds',
    ]);
    expect(required('Deploy/CodeDeploy')).not.toContain(
      'codedeploy:GetApplication',
    );
  });

  it('asks for the deployment configuration that a group uses', () => {
    const asked = (deploymentConfig?: string) =>
      requestsOf(
        accessHops(
          list(
            [
              action('Deploy/CodeDeploy', {
                ApplicationName: 'web',
                DeploymentGroupName: 'fleet',
              }),
            ],
            {
              resources: {
                deploymentGroup: () => ({
                  instanceRoleArns: [],
                  deploymentConfig,
                }),
              },
            },
          ),
          'H2',
        ).at(-1),
      ).at(-1);
    const config = `arn:aws:codedeploy:${home}:${target}:deploymentconfig`;
    expect(asked('Slowly')).toBe(
      `codedeploy:GetDeploymentConfig ${config}:Slowly`,
    );
    expect(asked()).toBe(`(codedeploy:GetDeploymentConfig ${config}:*)`);
  });

  it('lets a reader read and a writer write, and nothing else', () => {
    const links = list([
      action(
        'Invoke/Lambda',
        { FunctionName: 'f' },
        {
          outputArtifacts: [{ name: 'Report' }],
        },
      ),
    ]);
    const [, bucket] = accessHops(links, 'H5');
    expect(requestsOf(bucket)).toEqual([
      's3:GetObject arn:aws:s3:::artifacts/orders/Built/object',
      '(s3:GetObjectVersion arn:aws:s3:::artifacts/orders/Built/object)',
      's3:PutObject arn:aws:s3:::artifacts/orders/Report/object',
      '(s3:ListBucket arn:aws:s3:::artifacts)',
    ]);
    const [, key] = accessHops(links, 'H6');
    expect(requestsOf(key)).toEqual([
      `kms:Decrypt ${keyArn}`,
      `(kms:DescribeKey ${keyArn})`,
      `kms:GenerateDataKey ${keyArn}`,
      `(kms:Encrypt ${keyArn})`,
      `(kms:ReEncryptFrom ${keyArn})`,
      `(kms:ReEncryptTo ${keyArn})`,
    ]);
    expect(key.requests[0].context).toEqual({
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn':
        'arn:aws:s3:::artifacts/orders/Built/object',
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'Deploy/CodeDeploy',
      { ApplicationName: 'web', DeploymentGroupName: 'fleet' },
      [
        'codedeploy:CreateDeployment',
        'codedeploy:GetDeployment',
        'codedeploy:GetApplicationRevision',
        'codedeploy:RegisterApplicationRevision',
        'codedeploy:GetApplication',
        'codedeploy:GetDeploymentConfig',
      ],
    ],
    ['Deploy/S3', { BucketName: 'site' }, ['s3:PutObject']],
    [
      'Deploy/S3',
      { BucketName: 'site', CannedACL: 'bucket-owner-full-control' },
      ['s3:PutObject', 's3:PutObjectAcl'],
    ],
    [
      'Test/CodeBuild',
      { ProjectName: 'test' },
      [
        'codebuild:StartBuild',
        'codebuild:BatchGetBuilds',
        'codebuild:StopBuild',
      ],
    ],
    [
      'Build/CodeBuild',
      { ProjectName: 'test', BatchEnabled: 'true' },
      [
        'codebuild:StartBuildBatch',
        'codebuild:BatchGetBuildBatches',
        'codebuild:StopBuildBatch',
      ],
    ],
    [
      'Deploy/ECS',
      { ClusterName: 'main', ServiceName: 'web' },
      [
        'ecs:DescribeServices',
        'ecs:UpdateService',
        'ecs:DescribeTaskDefinition',
        'ecs:RegisterTaskDefinition',
        'ecs:ListTasks',
        'ecs:DescribeTasks',
      ],
    ],
    ['Invoke/Lambda', { FunctionName: 'f' }, ['lambda:InvokeFunction']],
    [
      'Deploy/CloudFormationStackInstances',
      { StackSetName: 's', PermissionModel: 'SERVICE_MANAGED' },
      [
        'cloudformation:CreateStackInstances',
        'cloudformation:DescribeStackSetOperation',
      ],
    ],
    [
      'Source/CodeCommit',
      { RepositoryName: 'web' },
      [
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:UploadArchive',
        'codecommit:GetUploadArchiveStatus',
        'codecommit:CancelUploadArchive',
      ],
    ],
    ['Source/ECR', { RepositoryName: 'web' }, ['ecr:DescribeImages']],
    [
      'Source/S3',
      { S3Bucket: 'sources', S3ObjectKey: 'web.zip' },
      ['s3:GetObject', 's3:GetObjectVersion', 's3:GetBucketVersioning'],
    ],
  ])('asks for what %s %j calls', (kind, configuration, calls) => {
    const hop = accessHops(list([action(kind, configuration)]), 'H2').at(-1)!;
    expect(hop.principal).toMatchObject({ arn: actionRole });
    expect(hop.requests.map(each => each.action)).toEqual(calls);
  });

  it('has the instances of a deployment group read the revision', () => {
    const deploy = action('Deploy/CodeDeploy', {
      ApplicationName: 'web',
      DeploymentGroupName: 'fleet',
    });
    const instanceRole = `arn:aws:iam::${target}:role/fleet`;
    const known = list([deploy], {
      resources: {
        deploymentGroup: () => ({
          serviceRole: `arn:aws:iam::${target}:role/code-deploy`,
          instanceRoleArns: [instanceRole],
        }),
      },
    });
    expect(accessHops(known, 'H4')[0].sentence).toBe(
      'CodeDeploy may assume code-deploy',
    );
    const [bucket, key] = accessHops(known, 'H10');
    expect(requestsOf(bucket).at(-1)).toBe(
      '(s3:ListBucket arn:aws:s3:::artifacts)',
    );
    expect(bucket.gate).toBe('artifacts');
    expect(key.gate).toBe('key');
    expect(checks(list([deploy]), 'worker-known')).toHaveLength(2);
  });

  it('has CodeDeploy assume its role, whatever is known of the instances', () => {
    const links = list(
      [
        action('Deploy/CodeDeploy', {
          ApplicationName: 'web',
          DeploymentGroupName: 'fleet',
        }),
      ],
      {
        resources: {
          deploymentGroup: () => ({
            serviceRole: `arn:aws:iam::${target}:role/code-deploy`,
          }),
        },
      },
    );
    expect(accessHops(links, 'H4').map(({ sentence }) => sentence)).toContain(
      'CodeDeploy may assume code-deploy',
    );
    expect(accessHops(links, 'H10')).toEqual([]);
    expect(checks(links, 'worker-known')).not.toEqual([]);
  });

  it('has a build role of a target read, and compares the key of its project', () => {
    const buildRole = `arn:aws:iam::${target}:role/tester`;
    const links = list(
      [
        action(
          'Test/CodeBuild',
          { ProjectName: 'test' },
          { outputArtifacts: [{ name: 'Report' }] },
        ),
      ],
      {
        resources: {
          project: arn =>
            arn.includes(target) ? { serviceRole: buildRole } : undefined,
        },
      },
    );
    expect(
      accessHops(links, 'H5').map(
        hop => 'arn' in hop.principal && hop.principal.arn,
      ),
    ).toEqual([serviceRole, buildRole]);
    expect(accessHops(links, 'H4')[0].principal).toMatchObject({
      name: 'codebuild.amazonaws.com',
    });
    expect(checks(links, 'project-key')[0].check).toMatchObject({
      keyArn,
      foreign: true,
    });
  });

  it('reaches every account and Region that a self-managed stack set names', () => {
    const links = list([
      action(
        'Deploy/CloudFormationStackSet',
        {
          StackSetName: 'baseline',
          DeploymentTargets: `Accounts=${target},222222222222`,
          Regions: 'eu-west-1 us-east-1',
        },
        { roleArn: undefined },
      ),
    ]);
    expect(
      links.links.map(({ account, region }) => `${account} ${region}`),
    ).toEqual([
      `${target} eu-west-1`,
      `${target} us-east-1`,
      '222222222222 eu-west-1',
      '222222222222 us-east-1',
    ]);
    expect(accessHops(links, 'H3')).toEqual([]);
    expect(links.links[0].hops.map(({ sentence }) => sentence)).toEqual([
      `AWSCloudFormationStackSetAdministrationRole may assume AWSCloudFormationStackSetExecutionRole in ${target}`,
    ]);
  });

  it('uses the store of each Region, and misses the one that is not there', () => {
    const artifactStores = {
      [home]: { location: 'at-home', encryptionKey: { id: keyArn } },
    };
    const links = list(
      [
        action(
          'Deploy/CloudFormation',
          { ActionMode: 'CREATE_UPDATE', StackName: 'web' },
          { region: 'us-east-1' },
        ),
      ],
      { definition: { artifactStore: undefined, artifactStores } },
    );
    expect(links.links[0]).toMatchObject({ region: 'us-east-1' });
    expect(
      checks(links, 'artifact-store').map(({ check }) => check),
    ).toContainEqual({
      rule: 'artifact-store',
      region: 'us-east-1',
      store: undefined,
    });
  });

  it('asks for the AWS managed key where a target is to read without another', () => {
    const links = list([action('Invoke/Lambda', { FunctionName: 'f' })], {
      definition: { artifactStore: { location: 'artifacts' } },
    });
    expect(accessHops(links, 'H6')).toHaveLength(1);
    expect(accessHops(links, 'H6')[0].target).toEqual({
      type: 'key',
      arn: `arn:aws:kms:${home}:${tools}:alias/aws/s3`,
    });
  });

  it('follows artifacts from one target to another', () => {
    const links = list([
      action(
        'Invoke/Lambda',
        { FunctionName: 'f' },
        {
          name: 'Make',
          outputArtifacts: [{ name: 'Made' }],
        },
      ),
      action(
        'Invoke/Lambda',
        { FunctionName: 'f' },
        {
          name: 'Take',
          roleArn: 'arn:aws:iam::222222222222:role/other',
          inputArtifacts: [{ name: 'Made' }, { name: 'Built' }],
        },
      ),
    ]);
    expect(checks(links, 'artifact-origin').map(({ check }) => check)).toEqual([
      { rule: 'artifact-origin', foreign: [] },
      {
        rule: 'artifact-origin',
        foreign: [
          { artifact: 'Made', producer: 'Deploy/Make', account: target },
        ],
      },
    ]);
  });

  it('checks sources that go elsewhere, and providers that cannot', () => {
    const links = list([
      action(
        'Source/CodeCommit',
        { RepositoryName: 'r' },
        { region: 'us-east-1' },
      ),
      action('Test/Jenkins/Custom', {}),
      action('Deploy/AlexaSkillsKit', {}),
    ]);
    expect(checks(links, 'action-region')).toHaveLength(1);
    expect(checks(links, 'provider-account')).toHaveLength(1);
    expect(checks(links, 'provider-known')).toHaveLength(1);
  });

  it('uses a connection under both names of the service', () => {
    const connection = `arn:aws:codestar-connections:${home}:${tools}:connection/1`;
    const links = list([
      action(
        'Source/CodeStarSourceConnection',
        { ConnectionArn: connection, FullRepositoryId: 'example/web' },
        { roleArn: undefined },
      ),
    ]);
    expect(requestsOf(accessHops(links, 'H8')[0])).toEqual([
      `codestar-connections:UseConnection ${connection}`,
      `(codeconnections:UseConnection ${connection})`,
    ]);
    expect(checks(links, 'connection')[0].check).toEqual({
      rule: 'connection',
      connectionArn: connection,
    });
  });

  it('reaches the owner of a bucket that the service role itself writes to', () => {
    const links = list(
      [action('Deploy/S3', { BucketName: 'site' }, { roleArn: undefined })],
      { resources: { bucketOwner: () => target } },
    );
    expect(links.links.map(({ account }) => account)).toEqual([target]);
    expect(checks(links, 'object-ownership')[0].check).toMatchObject({
      bucket: 'site',
      writer: serviceRole,
    });
  });

  it('names account ids that have lost a digit', () => {
    const links = list([
      action(
        'Invoke/Lambda',
        { FunctionName: 'f' },
        { roleArn: 'arn:aws:iam::12345678901:role/x' },
      ),
    ]);
    expect(links.links[0].account).toBe('12345678901');
    expect(checks(links, 'account-id')).toHaveLength(1);
  });

  it('gives every hop an id of its own, the same each time', () => {
    const actions = [
      action('Deploy/CloudFormation', {
        ActionMode: 'CREATE_UPDATE',
        StackName: 'web',
        RoleArn: deployRole,
      }),
      action('Deploy/S3', { BucketName: 'site' }, { region: 'us-east-1' }),
    ];
    const ids = hopsOf(list(actions)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(hopsOf(list(actions)).map(({ id }) => id)).toEqual(ids);
  });
});
