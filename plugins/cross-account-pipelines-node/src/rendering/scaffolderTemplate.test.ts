import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { resolveParameterSteps } from '@backstage/plugin-scaffolder-common/alpha';
import { createTemplateRenderer } from 'nunjitsu';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  hopsOf,
  parsePipelineSpec,
  PipelineSpecError,
} from 'backstage-plugin-cross-account-pipelines-core';
import { checkRendered } from './plan/checkRendered';
import { DEV, PROD_EU, PROD_US, TOOLS } from './fixtures/shapes';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

type Answers = Record<string, any>;

/** A step of the form, or what a choice adds to it. */
interface FormSchema {
  required?: string[];
  properties: Record<string, any>;
  dependencies?: Record<string, { oneOf: FormSchema[] }>;
}

const template = parse(
  readFileSync(
    resolvePackagePath(
      'backstage-plugin-cross-account-pipelines-node',
      '../../templates/cross-account-pipeline/template.yaml',
    ),
    'utf8',
  ),
);

const steps: FormSchema[] = template.spec.parameters;

/** Which steps Backstage shows, and what it passes on of what was typed. */
function resolveSteps(answers: Answers) {
  return resolveParameterSteps(
    answers,
    template.spec.parameters.map((schema: any) => ({
      schema,
      when: schema.when,
    })),
  );
}

/** As the scaffolder fills in the input of a step. */
const renderer = createTemplateRenderer({
  filters: {
    parseEntityRef: ref => ({ name: String(ref).split('/')[1] }),
    pick: (value, key) => (value as Record<string, string>)[String(key)],
  },
});

function renderStep(id: string, parameters: object) {
  const { input } = template.spec.steps.find((step: any) => step.id === id);
  return JSON.parse(JSON.stringify(input), (_, value) =>
    typeof value === 'string'
      ? renderer.renderValue(value, { parameters } as never, {
          coercion: 'json',
        })
      : value,
  );
}

/** The fields that the form shows, given what was answered so far. */
function visible(schema: FormSchema, answers: Answers): FormSchema {
  const { properties, required = [], dependencies = {} } = schema;
  const chosen = Object.entries(dependencies).flatMap(([name, { oneOf }]) => {
    const answer = answers[name] ?? properties[name]?.default;
    const branch = oneOf.filter(each => each.properties[name].const === answer);
    expect(branch).toHaveLength(answer === undefined ? 0 : 1);
    return branch.map(each => {
      const { [name]: _, ...own } = each.properties;
      return visible({ ...each, properties: own }, answers);
    });
  });
  return {
    properties: Object.assign(
      {},
      properties,
      ...chosen.map(each => each.properties),
    ),
    required: [...required, ...chosen.flatMap(each => each.required!)],
  };
}

interface FilledIn {
  parameters: Answers;
  fields: Record<string, any>;
  /** What is missing or wrong, by its path. */
  problems: string[];
}

/** Backstage takes long to say what it shows, and many ask with the same answers. */
const filledIn = new Map<string, FilledIn>();

/** Fills in the form: what is not answered gets its default. */
function fillIn(answers: Answers): FilledIn {
  const key = JSON.stringify(answers);
  const filled = filledIn.get(key) ?? fillInAnew(answers);
  filledIn.set(key, filled);
  return filled;
}

function fillInAnew(answers: Answers): FilledIn {
  let shown: boolean[];
  let shownNow = resolveSteps({}).visible;
  let filled: FilledIn;
  do {
    shown = shownNow;
    filled = fillInSteps(shown, answers);
    shownNow = resolveSteps(filled.parameters).visible;
    // Until nothing that was answered shows another step, or hides one.
  } while (String(shownNow) !== String(shown));
  return filled;
}

function fillInSteps(shown: boolean[], answers: Answers): FilledIn {
  const parameters: Answers = {};
  const fields: Record<string, any> = {};
  const shownSteps = steps.filter((_, index) => shown[index]);
  const problems = shownSteps.flatMap(step => {
    const { properties, required } = visible(step, {
      ...parameters,
      ...answers,
    });
    const answered: Answers = {};
    for (const [name, field] of Object.entries(properties)) {
      const answer = answers[name] ?? parameters[name] ?? field.default;
      if (answer !== undefined) {
        answered[name] = answer;
      }
      fields[name] = field;
    }
    Object.assign(parameters, answered);
    const { error } = z
      .fromJSONSchema({ type: 'object', properties, required } as never)
      .safeParse(answered);
    return error?.issues.map(issue => issue.path.join('.')) ?? [];
  });
  return { parameters, fields, problems };
}

/** What the form passes on. */
function asked(answers: Answers) {
  const { parameters, problems } = fillIn(answers);
  expect(problems).toEqual([]);
  return renderStep('render', parameters);
}

const place = {
  component: 'component:default/orders',
  pipeline: { account: TOOLS, region: 'eu-west-1' },
  stages: [
    {
      name: 'Dev',
      targets: [{ account: DEV, region: 'eu-west-1', name: 'dev' }],
    },
    {
      name: 'Production',
      approval: true,
      targets: [
        { account: PROD_EU, region: 'eu-west-1', name: 'prod-eu' },
        { account: PROD_US, region: 'us-east-1', name: 'prod-us' },
      ],
    },
  ],
};

const connectionArn =
  'arn:aws:codeconnections:eu-west-1:111111111111:connection/7f0c0d5e-1111-4222-8333-444455556666';

/** Each way to answer, with what it asks the render action for. */
const sources: Record<string, { answers: Answers; input: Answers }> = {
  S3: {
    answers: { sourceBucket: 'sources-111111111111', sourceObjectKey: 'o.zip' },
    input: {
      source: {
        provider: 'S3',
        bucket: 'sources-111111111111',
        objectKey: 'o.zip',
      },
    },
  },
  'every push to a branch': {
    answers: {
      sourceProvider: 'CodeConnections',
      connectionArn,
      repository: 'shop/orders',
      branch: 'trunk',
    },
    input: {
      source: {
        provider: 'CodeConnections',
        connectionArn,
        repository: 'shop/orders',
        branch: 'trunk',
      },
    },
  },
  'pushes to some branches': {
    answers: {
      sourceProvider: 'CodeConnections',
      connectionArn,
      repository: 'shop/backend/orders',
      start: 'some-pushes',
      triggerBranches: ['main', 'release/**'],
    },
    input: {
      source: {
        provider: 'CodeConnections',
        connectionArn,
        repository: 'shop/backend/orders',
        branch: 'main',
      },
      triggers: [
        { on: 'push', branches: { includes: ['main', 'release/**'] } },
      ],
    },
  },
  'pushes of some files': {
    answers: {
      sourceProvider: 'CodeConnections',
      connectionArn,
      repository: 'shop/orders',
      start: 'some-pushes',
      triggerPaths: ['src/**'],
    },
    input: {
      source: {
        provider: 'CodeConnections',
        connectionArn,
        repository: 'shop/orders',
        branch: 'main',
      },
      triggers: [
        {
          on: 'push',
          branches: { includes: ['main'] },
          paths: { includes: ['src/**'] },
        },
      ],
    },
  },
  'new tags': {
    answers: {
      sourceProvider: 'CodeConnections',
      connectionArn,
      repository: 'shop/orders',
      start: 'tags',
    },
    input: {
      source: {
        provider: 'CodeConnections',
        connectionArn,
        repository: 'shop/orders',
        branch: 'main',
      },
      triggers: [{ on: 'push', tags: { includes: ['v*'] } }],
    },
  },
  CodeCommit: {
    answers: {
      sourceProvider: 'CodeCommit',
      codeCommitRepository: 'orders',
    },
    input: {
      source: { provider: 'CodeCommit', repository: 'orders', branch: 'main' },
    },
  },
  'CodeCommit of another account': {
    answers: {
      sourceProvider: 'CodeCommit',
      codeCommitRepository: 'orders',
      codeCommitAccount: DEV,
    },
    input: {
      source: {
        provider: 'CodeCommit',
        repository: 'orders',
        branch: 'main',
        account: DEV,
      },
    },
  },
  ECR: {
    answers: { sourceProvider: 'ECR', ecrRepository: 'shop/orders' },
    input: {
      source: {
        provider: 'ECR',
        repository: 'shop/orders',
        imageTag: 'latest',
      },
    },
  },
};

const role = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role';

const deploys: typeof sources = {
  CloudFormation: {
    answers: { stackName: 'orders' },
    input: {
      deploy: {
        provider: 'CloudFormation',
        stackName: 'orders',
        templatePath: 'template.yaml',
        mode: 'change-set',
      },
    },
  },
  'CloudFormation in one action': {
    answers: {
      stackName: 'orders',
      templatePath: 'infra/template.yaml',
      capabilities: ['CAPABILITY_IAM'],
      mode: 'direct',
    },
    input: {
      deploy: {
        provider: 'CloudFormation',
        stackName: 'orders',
        templatePath: 'infra/template.yaml',
        capabilities: ['CAPABILITY_IAM'],
        mode: 'direct',
      },
    },
  },
  'CodeDeploy, made': {
    answers: {
      deployProvider: 'CodeDeploy',
      application: 'orders',
      deploymentGroup: 'blue',
      instanceTags: { service: 'orders', colour: 'blue' },
    },
    input: {
      deploy: {
        provider: 'CodeDeploy',
        application: 'orders',
        deploymentGroup: 'blue',
        create: { instanceTags: { service: 'orders', colour: 'blue' } },
      },
    },
  },
  'CodeDeploy, there already': {
    answers: {
      deployProvider: 'CodeDeploy',
      application: 'orders',
      deploymentGroup: 'blue',
      instances: 'there',
      instanceRole: 'servers/orders',
    },
    input: {
      deploy: {
        provider: 'CodeDeploy',
        application: 'orders',
        deploymentGroup: 'blue',
        instanceRoleArn: `${role}/servers/orders`,
      },
    },
  },
  S3: {
    answers: {
      deployProvider: 'S3',
      destinationBucket: 'orders-${AWS::AccountId}-${AWS::Region}',
      folder: 'site/latest',
    },
    input: {
      deploy: {
        provider: 'S3',
        bucket: 'orders-${AWS::AccountId}-${AWS::Region}',
        create: false,
        objectKey: 'site/latest',
      },
    },
  },
  'S3, a bucket that is made': {
    answers: {
      deployProvider: 'S3',
      destinationBucket: 'orders-${AWS::AccountId}',
      createBucket: true,
    },
    input: {
      deploy: {
        provider: 'S3',
        bucket: 'orders-${AWS::AccountId}',
        create: true,
      },
    },
  },
  ECS: {
    answers: {
      deployProvider: 'ECS',
      cluster: 'shop',
      service: 'orders',
      taskRoles: ['orders-task', 'ecs/execution'],
    },
    input: {
      deploy: {
        provider: 'ECS',
        cluster: 'shop',
        service: 'orders',
        file: 'imagedefinitions.json',
        taskRoleArns: [`${role}/orders-task`, `${role}/ecs/execution`],
      },
    },
  },
  Lambda: {
    answers: {
      deployProvider: 'Lambda',
      function: 'release',
      userParameters: '{"dry": true}',
    },
    input: {
      deploy: {
        provider: 'Lambda',
        function: 'release',
        userParameters: '{"dry": true}',
      },
    },
  },
  LambdaDeploy: {
    answers: {
      deployProvider: 'LambdaDeploy',
      deployedFunction: 'orders',
      functionAlias: 'live',
    },
    input: {
      deploy: { provider: 'LambdaDeploy', function: 'orders', alias: 'live' },
    },
  },
  EKS: {
    answers: {
      deployProvider: 'EKS',
      eksCluster: 'shop',
      manifests: ['k8s/orders.yaml'],
      namespace: 'orders',
    },
    input: {
      deploy: {
        provider: 'EKS',
        cluster: 'shop',
        manifests: ['k8s/orders.yaml'],
        namespace: 'orders',
      },
    },
  },
  ElasticBeanstalk: {
    answers: {
      deployProvider: 'ElasticBeanstalk',
      beanstalkApplication: 'shop',
      environment: 'shop-dev',
    },
    input: {
      deploy: {
        provider: 'ElasticBeanstalk',
        application: 'shop',
        environment: 'shop-dev',
      },
    },
  },
  ECRBuildAndPublish: {
    answers: {
      deployProvider: 'ECRBuildAndPublish',
      imageRepository: 'shop/orders',
    },
    input: {
      deploy: { provider: 'ECRBuildAndPublish', repository: 'shop/orders' },
    },
  },
  EC2: {
    answers: {
      deployProvider: 'EC2',
      ec2TagValue: 'orders',
      ec2Role: 'servers/orders',
      targetDirectory: '/opt/orders',
      postScript: 'scripts/restart.sh',
    },
    input: {
      deploy: {
        provider: 'EC2',
        tagKey: 'Name',
        tagValue: 'orders',
        instanceRoleArn: `${role}/servers/orders`,
        targetDirectory: '/opt/orders',
        postScript: 'scripts/restart.sh',
      },
    },
  },
  Commands: {
    answers: {
      deployProvider: 'Commands',
      commands: ['make release'],
      commandFiles: ['release.txt'],
    },
    input: {
      deploy: {
        provider: 'Commands',
        commands: ['make release'],
        files: ['release.txt'],
      },
    },
  },
  CodeBuild: {
    answers: { deployProvider: 'CodeBuild' },
    input: {
      deploy: { provider: 'CodeBuild', buildspec: 'deploy/buildspec.yml' },
    },
  },
  AppConfig: {
    answers: {
      deployProvider: 'AppConfig',
      appConfigApplication: 'a1b2c3d',
      appConfigEnvironment: 'e1b2c3d',
      appConfigProfile: 'p1b2c3d',
      configurationPath: 'config/orders.json',
    },
    input: {
      deploy: {
        provider: 'AppConfig',
        application: 'a1b2c3d',
        environment: 'e1b2c3d',
        profile: 'p1b2c3d',
        path: 'config/orders.json',
      },
    },
  },
  ServiceCatalog: {
    answers: {
      deployProvider: 'ServiceCatalog',
      productId: 'prod-abcdzk7xy33qa',
      versionName: 'v1',
    },
    input: {
      deploy: {
        provider: 'ServiceCatalog',
        productId: 'prod-abcdzk7xy33qa',
        templatePath: 'template.yaml',
        versionName: 'v1',
      },
    },
  },
  'InspectorScan of the source': {
    answers: { deployProvider: 'InspectorScan' },
    input: { deploy: { provider: 'InspectorScan', critical: 0 } },
  },
  'InspectorScan of an image': {
    answers: {
      deployProvider: 'InspectorScan',
      scannedRepository: 'shop/orders',
      high: 3,
    },
    input: {
      deploy: {
        provider: 'InspectorScan',
        repository: 'shop/orders',
        critical: 0,
        high: 3,
      },
    },
  },
  'StackSets in accounts': {
    answers: {
      deployProvider: 'CloudFormationStackSet',
      stackSetName: 'orders',
      stackSetRegions: ['eu-west-1', 'us-east-1'],
      stackSetAccounts: [PROD_US],
    },
    input: {
      deploy: {
        provider: 'CloudFormationStackSet',
        stackSetName: 'orders',
        templatePath: 'template.yaml',
        regions: ['eu-west-1', 'us-east-1'],
        accounts: [PROD_US],
      },
    },
  },
  'StackSets in organizational units': {
    answers: {
      deployProvider: 'CloudFormationStackSet',
      stackSetName: 'orders',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      stackSetRegions: ['eu-west-1'],
      stackSetIn: 'organizationalUnits',
      organizationalUnits: ['ou-ab12-11111111'],
    },
    input: {
      deploy: {
        provider: 'CloudFormationStackSet',
        stackSetName: 'orders',
        templatePath: 'template.yaml',
        capabilities: ['CAPABILITY_NAMED_IAM'],
        regions: ['eu-west-1'],
        organizationalUnits: ['ou-ab12-11111111'],
      },
    },
  },
};

const everySource = Object.entries(sources);
const everyDeploy = Object.entries(deploys);
const everyPair = everySource.flatMap(([source, from]) =>
  everyDeploy.map(([deploy, to]): [string, string, Answers] => [
    source,
    deploy,
    { ...place, ...from.answers, ...to.answers },
  ]),
);
/** Each with the first of the others, and with a third of the rest. */
const pairs = everyPair.filter((_, index) => {
  const row = Math.floor(index / everyDeploy.length);
  const column = index % everyDeploy.length;
  return row * column === 0 || (row + column) % 3 === 0;
});

const usual = {
  ...place,
  ...sources.S3.answers,
  ...deploys.CloudFormation.answers,
};

/** As somebody would type it into a text, a list, or a list of pairs. */
function replaceText(value: unknown, text: string): unknown {
  if (typeof value === 'string') {
    return text;
  }
  return Array.isArray(value) ? [text] : { [text]: text };
}

function messageOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const deployRole = {
  statements: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }],
};

/** Nothing is unknown but what hangs on parts that no template makes. */
const notOurs =
  /is there already, and no template says|was not read|AWS was not asked whether/;

describe('the template "New cross-account pipeline"', () => {
  let templates: PipelineTemplates;
  beforeAll(async () => {
    templates = await readTemplateFolder();
  });

  const render = (input: object) =>
    renderPipeline({
      spec: parsePipelineSpec({ ...input, deployRole }),
      templates,
    });

  it('offers every provider that a spec may name', () => {
    const refused = () =>
      parsePipelineSpec({
        ...asked(usual),
        deploy: { provider: 'None' },
      });
    const [, names] = /deploy\.provider: must be ([^\n]+)/.exec(
      messageOf(refused),
    )!;
    const known = names.match(/\w+/g)!.filter(word => word !== 'or');
    const { enum: offered, enumNames } = steps[0].properties.deployProvider;
    expect([...offered].sort()).toEqual([...known].sort());
    expect(enumNames).toHaveLength(offered.length);
  });

  it('says in words what a pattern asks for', () => {
    const everyField = (schema: any): any[] =>
      schema && typeof schema === 'object'
        ? [
            ...(typeof schema.pattern === 'string' ? [schema] : []),
            ...Object.entries(schema)
              // Chosen from lists, never typed.
              .filter(([name]) => name !== 'pipeline' && name !== 'stages')
              .flatMap(([, value]) => everyField(value)),
          ]
        : [];
    const patterns = everyField(steps).filter(({ type }) => type === 'string');
    expect(patterns.length).toBeGreaterThan(15);
    expect(patterns.filter(field => !field.errorMessage?.pattern)).toEqual([]);
  });

  it('asks little of those who deploy a stack from S3', () => {
    expect(fillIn({}).problems.sort()).toEqual(
      [
        'component',
        'sourceBucket',
        'sourceObjectKey',
        'pipeline',
        'stages',
        'stackName',
      ].sort(),
    );
    expect(asked(usual)).toEqual({
      name: 'orders',
      account: TOOLS,
      region: 'eu-west-1',
      ...sources.S3.input,
      build: { buildspec: 'buildspec.yml' },
      stages: place.stages,
      ...deploys.CloudFormation.input,
      tags: { 'backstage-component': 'component:default/orders' },
    });
  });

  it.each([...everySource, ...everyDeploy])(
    'asks the render action for what is chosen: %s',
    (_, { answers, input }) => {
      expect(asked({ ...usual, ...answers })).toEqual({
        ...asked(usual),
        ...input,
      });
    },
  );

  const taken: Array<[string, Answers]> = [
    ...[...everySource, ...everyDeploy].map(
      ([name, { answers }]): [string, Answers] => [name, answers],
    ),
    ['no settings', { settings: false }],
    ['the older type', { settings: true, pipelineType: 'V1' }],
    ['no test and no build', { test: false, build: false }],
  ];

  it.each(taken)(
    'passes on nothing of what was typed before another choice: %s',
    (_, answers) => {
      const { parameters, fields } = fillIn({ ...usual, ...answers });
      const typedBefore: Answers = Object.assign(
        { executionMode: 'QUEUED', pipelineType: 'V1', testBuildspec: 't.yml' },
        ...taken.map(([, others]) => others),
      );
      Object.keys(fields).forEach(name => delete typedBefore[name]);
      const { values } = resolveSteps({ ...typedBefore, ...parameters });
      expect(renderStep('render', values)).toEqual(
        asked({ ...usual, ...answers }),
      );
    },
  );

  it.each<[string, Answers, Answers]>([
    ['a name', { name: 'shop' }, { name: 'shop' }],
    ['no build', { build: false }, { build: undefined }],
    [
      'a buildspec',
      { buildspec: 'ci/build.yml' },
      { build: { buildspec: 'ci/build.yml' } },
    ],
    ['a test', { test: true }, { test: { buildspec: 'test/buildspec.yml' } }],
    [
      'how it runs',
      { settings: true, executionMode: 'QUEUED' },
      { type: 'V2', executionMode: 'QUEUED' },
    ],
    [
      'the older type',
      { settings: true, pipelineType: 'V1', executionMode: 'QUEUED' },
      { type: 'V1' },
    ],
    [
      'names, logs and tags',
      {
        settings: true,
        ownBucketNames: true,
        accessLogs: true,
        stackSet: 'SELF_MANAGED',
        trustTags: { purpose: 'release' },
      },
      {
        type: 'V2',
        executionMode: 'SUPERSEDED',
        bucketNamespace: 'account-regional',
        accessLogs: {},
        stackSet: {},
        principalTags: { purpose: 'release' },
      },
    ],
    [
      'a StackSet that AWS Organizations lets in',
      {
        settings: true,
        stackSet: 'SERVICE_MANAGED',
        stackSetUnits: ['ou-ab12-11111111'],
        stackSetAutomatic: true,
      },
      {
        type: 'V2',
        executionMode: 'SUPERSEDED',
        stackSet: {
          permissionModel: 'SERVICE_MANAGED',
          organizationalUnits: ['ou-ab12-11111111'],
          autoDeployment: { enabled: true },
        },
      },
    ],
    [
      'stacks one by one after all',
      {
        settings: true,
        stackSet: 'ONE_BY_ONE',
        stackSetUnits: ['ou-ab12-11111111'],
      },
      { type: 'V2', executionMode: 'SUPERSEDED' },
    ],
  ])('lets people choose %s', (_, answers, input) => {
    expect(asked({ ...usual, ...answers })).toEqual(
      JSON.parse(JSON.stringify({ ...asked(usual), ...input })),
    );
  });

  it.each(pairs)('%s, %s: works in every account', async (_, __, answers) => {
    const rendered = render(asked({ ...answers, test: true }));
    const { findings, report } = await checkRendered(rendered);
    expect(findings.filter(({ level }) => level !== 'note')).toEqual([]);
    expect(report.findings).toEqual([]);
    const hops = hopsOf(report);
    expect(
      hops
        .filter(({ health }) => health !== 'healthy')
        .filter(
          ({ health, reason = '' }) =>
            health !== 'unknown' || !notOurs.test(reason),
        ),
    ).toEqual([]);
    const reached = report.links.map(({ account }) => account.id);
    expect(reached).toEqual(expect.arrayContaining([DEV, PROD_EU, PROD_US]));
  });

  it.each<[string, object]>([
    ['a stage', { ...place.stages[0], success: { result: 'FAIL', rules: [] } }],
    [
      'a target',
      {
        name: 'Dev',
        targets: [
          {
            account: DEV,
            region: 'eu-west-1',
            deploy: { provider: 'CloudFormation', mode: 'delete' },
          },
        ],
      },
    ],
    [
      'an approval',
      { ...place.stages[0], approval: { message: 'Go?', notifyTopicArn: 'x' } },
    ],
  ])('takes nothing for %s that it does not ask for', (_, stage) => {
    const { problems } = fillIn({
      ...place,
      ...sources.S3.answers,
      stages: [stage],
    });
    expect(problems).toContainEqual(expect.stringMatching(/^stages/));
  });

  it('shows each answer by a title of its own', () => {
    for (const [, , answers] of everyPair) {
      const { fields } = fillIn({ ...answers, test: true, settings: true });
      // The review of the form keeps one of those with the same title.
      const titles = Object.values<any>(fields).map(({ title }) => title);
      expect(titles).not.toContain(undefined);
      expect([...new Set(titles)]).toEqual(titles);
    }
  });

  describe('keeps what somebody types a value', () => {
    const hostile = [
      'a${{ parameters.stackName }}{{ x }}',
      '{{resolve:secretsmanager:prod}}',
      '!Ref Secret',
      '"\' }} | dump # {% raw %}',
      'a\nResources: {}',
      '&a *a',
      '[1, 2]',
      '{"a": 1}',
      '012',
      'true',
    ];
    const choices = [
      'sourceProvider',
      'start',
      'deployProvider',
      'instances',
      'stackSetIn',
    ];
    const typed = [
      ...new Map(
        everyPair.flatMap(([source, deploy, answers]) =>
          Object.entries(fillIn({ ...answers, test: true }).parameters)
            .filter(([name]) => !(name in place || choices.includes(name)))
            .filter(([, value]) => typeof value !== 'boolean')
            .map(([name]) => [name, [name, source, deploy, answers] as const]),
        ),
      ).values(),
    ];

    /** Nothing where the spec is refused in words. */
    const filesOf = (input: object): string[] => {
      try {
        return Object.values(render(input).files);
      } catch (error) {
        if (error instanceof PipelineSpecError) {
          return [];
        }
        throw error;
      }
    };

    it.each(typed)('%s', (name, _, __, answers) => {
      const { parameters } = fillIn({ ...answers, test: true });
      const input = renderStep('render', parameters);
      for (const text of hostile) {
        const typedIn = renderStep('render', {
          ...parameters,
          [name]: replaceText(parameters[name], text),
        });
        expect(typedIn).not.toEqual(input);
        // The names of roles are cut at spaces, of which they have none.
        const shown = JSON.stringify(typedIn).replaceAll('","', ' ');
        expect(shown).toContain(JSON.stringify(text).slice(1, -1));
        for (const file of filesOf(typedIn)) {
          expect(file).not.toContain('${{');
          expect(file).not.toMatch(/^Resources: \{\}|!Ref Secret$/m);
        }
      }
    });
  });
});
