import { parse } from 'yaml';
import {
  parsePipelineSpec,
  type PipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ParsedTemplate,
  parseTemplate,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { readPipelineRecord } from './PipelineRecord';
import { placeStacks, renderPipeline } from './renderPipeline';

let templates: PipelineTemplates;

beforeAll(async () => {
  templates = await readTemplateFolder();
});

const deploy = {
  provider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
};

const input = {
  name: 'orders',
  account: '111111111111',
  region: 'eu-west-1',
  source: {
    provider: 'S3',
    bucket: 'sources-111111111111',
    objectKey: 'orders.zip',
  },
  build: {},
  deploy,
  stages: [
    {
      name: 'Dev',
      targets: [{ account: '012345678901', region: 'eu-west-1', name: 'dev' }],
    },
    {
      name: 'Prod',
      approval: { message: 'Ship it?' },
      targets: [
        { account: '333333333333', region: 'eu-west-1' },
        { account: '444444444444', region: 'eu-west-1' },
      ],
    },
  ],
};

function render(changes: object = {}) {
  return renderPipeline({
    spec: parsePipelineSpec({ ...input, ...changes }),
    templates,
  });
}

function parseFile(
  files: Record<string, string>,
  file: string,
): ParsedTemplate {
  return parseTemplate({ text: files[file], file });
}

describe('renderPipeline', () => {
  it('records what a rule has named, and tells it by a tag of the pipeline alone', () => {
    const rule = { environment: 'dev' };
    const [target] = input.stages[0].targets;
    const { manifest, files } = render({
      stages: [{ name: 'Dev', targets: [{ ...target, rule }] }],
      tags: { team: 'shop' },
    });
    expect(manifest.stacks.map(({ tags }) => tags)).toEqual([
      { team: 'shop' },
      { team: 'shop' },
      { team: 'shop', 'cross-account-pipelines-targets': 'by-rule' },
    ]);
    expect(
      readPipelineRecord(files['pipeline.yaml'])!.spec.stages[0],
    ).toMatchObject({ targets: [{ account: target.account, rule }] });
    expect(render().manifest.stacks.some(({ tags }) => tags)).toBe(false);
  });

  it('names stacks in an order that needs no second pass', () => {
    const { manifest, pipelineArn, files } = render();
    expect(pipelineArn).toBe(
      'arn:aws:codepipeline:eu-west-1:111111111111:orders',
    );
    expect(
      manifest.stacks.map(({ phase, account, stackName, template }) => [
        phase,
        account,
        stackName,
        template,
      ]),
    ).toEqual([
      ['foundation', '111111111111', 'orders-foundation', 'foundation.yaml'],
      ['target', '012345678901', 'orders-target', 'target-account.yaml'],
      ['target', '333333333333', 'orders-target', 'target-account.yaml'],
      ['target', '444444444444', 'orders-target', 'target-account.yaml'],
      ['pipeline', '111111111111', 'orders-pipeline', 'pipeline.yaml'],
    ]);
    expect(parse(files['manifest.yaml'])).toEqual(manifest);
    expect(placeStacks(parsePipelineSpec(input))).toEqual(
      manifest.stacks.map(({ template, ...placed }) => placed),
    );
  });

  it('only uses outputs of earlier phases', () => {
    const { manifest } = render();
    const phases = ['foundation', 'target', 'pipeline'];
    const phaseOf = (place: {
      account: string;
      region: string;
      stackName: string;
    }) =>
      manifest.stacks.find(
        ({ stackName, account, region }) =>
          stackName === place.stackName &&
          account === place.account &&
          region === place.region,
      )!.phase;
    const uses = manifest.stacks.flatMap(({ phase, parameters = {} }) =>
      Object.values(parameters).flatMap(value =>
        typeof value === 'string' ? [] : [[phaseOf(value.fromStack), phase]],
      ),
    );
    expect(uses.length).toBeGreaterThan(0);
    expect(
      uses.filter(([from, to]) => phases.indexOf(from) >= phases.indexOf(to)),
    ).toEqual([]);
  });

  it('gives every parameter of a template a value, and no other', () => {
    const { manifest, files } = render();
    for (const { template, parameters = {} } of manifest.stacks) {
      expect(Object.keys(parameters).sort()).toEqual(
        Object.keys(parseFile(files, template).body.Parameters!).sort(),
      );
    }
  });

  it('keeps the leading zero of an account in every file', () => {
    const { files } = render();
    expect(files['manifest.yaml']).toContain('account: "012345678901"');
    for (const text of Object.values(files)) {
      expect(text).not.toMatch(/\D12345678901\D/);
    }
    const { body, warnings } = parseFile(files, 'foundation.yaml');
    expect(warnings).toEqual([]);
    expect(JSON.stringify(body)).toContain('arn:aws:iam::012345678901:root');
  });

  it('makes a foundation in each Region and stores for all of them', () => {
    const { manifest, files } = render({
      stages: [
        {
          name: 'Prod',
          targets: [
            { account: '333333333333', region: 'eu-west-1' },
            { account: '444444444444', region: 'us-east-1' },
          ],
        },
      ],
    });
    expect(
      manifest.stacks
        .filter(({ phase }) => phase === 'foundation')
        .map(({ region, template }) => [region, template]),
    ).toEqual([
      ['eu-west-1', 'foundation.yaml'],
      ['us-east-1', 'foundation-2.yaml'],
    ]);
    const elsewhere = parseFile(files, 'foundation-2.yaml').body;
    expect(Object.keys(elsewhere.Resources)).toEqual([
      'ArtifactKey',
      'ArtifactKeyAlias',
      'ArtifactBucket',
      'ArtifactBucketPolicy',
    ]);
    expect(JSON.stringify(elsewhere)).not.toContain('333333333333');
    const { Pipeline } = parseFile(files, 'pipeline.yaml').body.Resources;
    expect(Pipeline.Properties).not.toHaveProperty('ArtifactStore');
    expect(Pipeline.Properties!.ArtifactStores).toHaveLength(2);
  });

  it('shares a template among accounts that differ in parameters only', () => {
    const targets = Array.from({ length: 20 }, (_, index) => ({
      account: String(200000000000 + index),
      region: 'eu-west-1',
      deploy: index % 2 ? { mode: 'direct' } : undefined,
    }));
    const { files, manifest } = render({
      stages: [{ name: 'Prod', targets }],
    });
    expect(Object.keys(files).sort()).toEqual([
      'foundation.yaml',
      'manifest.yaml',
      'pipeline.yaml',
      'target-account-2.yaml',
      'target-account.yaml',
    ]);
    expect(manifest.stacks).toHaveLength(22);
  });

  it('tells the targets of a stage apart by the shortest name', () => {
    const names = (targets: object[]) => {
      const { files } = render({ stages: [{ name: 'Prod', targets }] });
      const { Stages } = parseFile(files, 'pipeline.yaml').body.Resources
        .Pipeline.Properties as { Stages: any[] };
      return Stages.at(-1).Actions.map((action: any) => action.Name);
    };
    const target = { account: '333333333333', region: 'eu-west-1' };
    expect(names([{ ...target, name: 'prod, Europe' }])).toEqual([
      'prod-Europe-prepare',
      'prod-Europe-deploy',
    ]);
    expect(names([target, { ...target, region: 'us-east-1' }])).toEqual([
      '333333333333-eu-west-1-prepare',
      '333333333333-eu-west-1-deploy',
      '333333333333-us-east-1-prepare',
      '333333333333-us-east-1-deploy',
    ]);
    expect(
      names([target, { ...target, deploy: { stackName: 'other' } }]),
    ).toContain('333333333333-eu-west-1-other-prepare');
  });

  it('gives deploy roles what the platform team says, and lets CloudFormation fill in its account', () => {
    const { files } = render({
      deployRole: {
        managedPolicyArns: [
          'arn:aws:iam::aws:policy/ReadOnlyAccess',
          'arn:aws:iam::${AWS::AccountId}:policy/deploy',
        ],
        statements: [
          {
            Effect: 'Allow',
            Action: 'sns:*',
            Resource:
              'arn:aws:sns:*:${AWS::AccountId}:${aws:PrincipalTag/team}-*',
          },
          {
            Effect: 'Deny',
            Action: 'sns:Delete*',
            Resource: '${aws:username}',
          },
        ],
        permissionsBoundary: 'arn:aws:iam::${AWS::AccountId}:policy/boundary',
      },
    });
    const { DeployRole, ActionRole } = parseFile(files, 'target-account.yaml')
      .body.Resources as any;
    expect(DeployRole.Properties.ManagedPolicyArns).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/deploy' },
    ]);
    expect(
      DeployRole.Properties.Policies[1].PolicyDocument.Statement.map(
        (statement: any) => statement.Resource,
      ),
    ).toEqual([
      {
        'Fn::Sub':
          'arn:aws:sns:*:${AWS::AccountId}:${!aws:PrincipalTag/team}-*',
      },
      '${aws:username}',
    ]);
    expect(DeployRole.Properties.PermissionsBoundary).toEqual({
      'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/boundary',
    });
    expect(ActionRole.Properties).not.toHaveProperty('PermissionsBoundary');
  });

  it('puts tags on every stack', () => {
    const { manifest } = render({ tags: { service: 'orders' } });
    expect(manifest.stacks.map(({ tags }) => tags)).toEqual(
      Array(5).fill({ service: 'orders' }),
    );
  });

  const hostile = [
    '"',
    "'",
    '!Ref Secret',
    '!Sub ${X}',
    '{% raw %}',
    '{{ x }}',
    '*a',
    '&a b',
    '# c',
    ': d',
    '- e',
    '? f',
    '| g',
    '%YAML',
    '@at',
    '`tick`',
    '${Sub}',
    '${AWS::AccountId}',
    '日本語 🚀',
    "'; DROP",
    '}}',
    'a: {b: [c',
    '\\u0022',
  ];

  it.each(hostile)('keeps %s a value wherever text may be given', text => {
    const { files } = render({
      source: { ...input.source, objectKey: text },
      build: {
        buildspec: `version: 0.2 ${text}`,
        environment: { VALUE: text },
      },
      deploy: { ...deploy, parameterOverrides: { Value: text } },
      stages: [{ ...input.stages[1], approval: { message: text } }],
      tags: { service: /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.test(text) ? 'x' : text },
    });
    const { Pipeline, BuildProject } = parseFile(files, 'pipeline.yaml').body
      .Resources as any;
    const [source, , prod] = Pipeline.Properties.Stages;
    expect(source.Actions[0].Configuration.S3ObjectKey).toBe(text);
    expect(BuildProject.Properties.Source.BuildSpec).toBe(
      `version: 0.2 ${text}`,
    );
    expect(BuildProject.Properties.Environment.EnvironmentVariables).toEqual([
      { Name: 'VALUE', Type: 'PLAINTEXT', Value: text },
    ]);
    expect(prod.Actions[0].Configuration.CustomData).toBe(text);
    expect(
      JSON.parse(prod.Actions[1].Configuration.ParameterOverrides),
    ).toEqual({
      // In what is deployed, and only there, it stands for the target's.
      Value: text === '${AWS::AccountId}' ? '333333333333' : text,
    });
    expect(
      Object.keys(parseFile(files, 'pipeline.yaml').body.Resources),
    ).toEqual(['BuildProject', 'Pipeline']);
  });

  it('names the place of a mistake in a template', () => {
    const broken = {
      ...templates,
      pipeline: { file: 'ours/pipeline.yaml', text: 'A: 1\nB: ${{ name }}\n' },
    };
    expect(() =>
      renderPipeline({
        spec: parsePipelineSpec(input) as PipelineSpec,
        templates: broken,
      }),
    ).toThrow('ours/pipeline.yaml:2:4: ${{ name }} has to end in | json');
  });
});
