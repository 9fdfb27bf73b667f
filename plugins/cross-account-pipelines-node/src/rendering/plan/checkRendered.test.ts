import {
  blockingFindings,
  formatFinding,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { checkRendered } from './checkRendered';
import { formatPlan } from './formatPlan';
import type { PipelineTemplates } from '../templates/PipelineTemplates';
import { readTemplateFolder } from '../templates/readTemplateFolder';
import { renderPipeline } from '../renderPipeline';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const input = {
  name: 'orders',
  account: '111111111111',
  region: 'eu-west-1',
  source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
  build: {},
  deploy: {
    provider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  },
  deployRole: {
    statements: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }],
  },
  stages: [
    {
      name: 'Dev',
      targets: [{ account: '012345678901', region: 'eu-west-1' }],
    },
    {
      name: 'Prod',
      approval: true,
      targets: [
        { account: '333333333333', region: 'eu-west-1' },
        { account: '444444444444', region: 'us-east-1' },
      ],
    },
  ],
};

const accounts = [
  { id: '111111111111', name: 'tools' },
  { id: '012345678901', name: 'dev' },
];

let suite: PipelineTemplates;

beforeAll(async () => {
  suite = await readTemplateFolder();
});

/** The suite's templates with some text of one of them changed. */
function customised(
  name: Exclude<keyof PipelineTemplates, 'origin'>,
  text: string,
  replacement: string,
): PipelineTemplates {
  expect(suite[name].text).toContain(text);
  return {
    ...suite,
    [name]: {
      ...suite[name],
      text: suite[name].text.replaceAll(text, replacement),
    },
  };
}

function check(templates: PipelineTemplates = suite, changes: object = {}) {
  return checkRendered(
    renderPipeline({
      spec: parsePipelineSpec({ ...input, ...changes }),
      templates,
    }),
    { accounts },
  );
}

describe('checkRendered', () => {
  it('finds nothing wrong with what the suite renders', async () => {
    const { report, findings } = await check();
    expect(findings.filter(({ level }) => level !== 'note')).toEqual([]);
    expect(report.findings).toEqual([]);
    expect(
      report.links.map(({ account, region, health }) => [
        account.id,
        region,
        health,
      ]),
    ).toEqual([
      ['012345678901', 'eu-west-1', 'healthy'],
      ['333333333333', 'eu-west-1', 'healthy'],
      ['444444444444', 'us-east-1', 'healthy'],
    ]);
    expect(
      report.hops.filter(({ health }) => health !== 'healthy'),
    ).toMatchObject([
      {
        hop: 'H2',
        health: 'unknown',
        reason: expect.stringContaining('sources'),
      },
      ...['bucket sources', 'object orders.zip in bucket sources'].map(
        thing => ({
          hop: 'H11',
          health: 'unknown',
          reason: expect.stringContaining(`makes ${thing} in`),
        }),
      ),
      { hop: 'H11', id: 'H11:bucket-versioned:sources', health: 'unknown' },
    ]);
  });

  it.each<
    [string, Exclude<keyof PipelineTemplates, 'origin'>, string, string, RegExp]
  >([
    [
      'a trust that names another role',
      'targetAccount',
      'aws:PrincipalArn: !Ref ServiceRoleArn',
      "aws:PrincipalArn: 'arn:aws:iam::111111111111:role/other'",
      /^target-account\.yaml:[\d:]+: Does not hold: orders-pipeline-service may assume orders-pipeline-action.* \(H1\)$/,
    ],
    [
      'a service role that may not assume',
      'foundation',
      'Action: sts:AssumeRole\n                Resource:',
      'Action: sts:TagSession\n                Resource:',
      /^foundation\.yaml:[\d:]+: Does not hold: .* \(H1\)$/,
    ],
    [
      'a deploy role that may not be passed',
      'targetAccount',
      'iam:PassRole',
      'iam:GetRole',
      /^target-account\.yaml:[\d:]+: Does not hold: .* \(H3\)$/,
    ],
    [
      'a deploy role for another service',
      'targetAccount',
      'Service: cloudformation.amazonaws.com',
      'Service: ec2.amazonaws.com',
      /^target-account\.yaml:[\d:]+: Does not hold: .* \(H4\)$/,
    ],
    [
      'a bucket policy without the roles',
      'foundation',
      '- s3:GetObject\n              - s3:GetObjectVersion\n              - s3:ListBucket',
      '- s3:ListBucket',
      /^foundation\.yaml:[\d:]+: Does not hold: .* \(H5\)$/,
    ],
    [
      'a key policy without decryption',
      'foundation',
      '- kms:Decrypt\n              - kms:DescribeKey\n            Resource',
      '- kms:DescribeKey\n            Resource',
      /^foundation\.yaml:[\d:]+: Does not hold: .* \(H6\)$/,
    ],
    [
      'change sets that may not be executed',
      'targetAccount',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:ListChangeSets',
      /^target-account\.yaml:[\d:]+: Does not hold: .* \(H2\)$/,
    ],
    [
      'a key named by its alias',
      'pipeline',
      'Id: !Ref ArtifactKeyArn${{ homeRegion | logicalId }}',
      'Id: alias/orders-artifacts',
      /Does not hold: .* \(H8\)$/,
    ],
  ])(
    'refuses %s, and says where',
    async (_, name, text, replacement, problem) => {
      const { findings, report } = await check(
        customised(name, text, replacement),
        { stages: [input.stages[0]] },
      );
      expect(report.health).toBe('broken');
      const lines = blockingFindings(findings).map(formatFinding);
      expect(lines).toEqual(
        expect.arrayContaining([expect.stringMatching(problem)]),
      );
      // Nobody knows a key by the id that is foretold of it.
      expect(lines.join()).not.toContain('00000000-');
    },
  );

  it('refuses what CloudFormation would refuse, with line and column', async () => {
    const { findings } = await check(
      customised(
        'foundation',
        'EnableKeyRotation: true',
        'EnableRotation: true',
      ),
    );
    expect(blockingFindings(findings)).toMatchObject([
      {
        place: {
          file: 'foundation.yaml',
          line: expect.any(Number),
          column: 7,
        },
        message: expect.stringMatching(/'EnableRotation' was unexpected/),
      },
      { place: { file: 'foundation-2.yaml' } },
    ]);
  });

  it('refuses a template that is not CloudFormation', async () => {
    const { findings } = await check({
      ...suite,
      pipeline: { file: 'pipeline.yaml', text: 'kind: ConfigMap\n' },
    });
    expect(blockingFindings(findings)).toMatchObject([
      {
        place: { file: 'pipeline.yaml', line: 1 },
        message: expect.stringContaining(
          'this is not a CloudFormation template',
        ),
      },
      { rule: 'pipeline-missing' },
    ]);
  });

  it('says that deploy roles without permissions cannot create anything', async () => {
    const { report, findings } = await check(suite, { deployRole: {} });
    expect(findings.filter(({ level }) => level !== 'note')).toMatchObject([
      { rule: 'deploy-role-without-permissions', level: 'warning' },
    ]);
    expect(report.findings).toMatchObject([
      { rule: 'deploy-role-without-permissions', health: 'warning' },
    ]);
  });

  it('finds settings over the limit', async () => {
    const { findings } = await check(
      customised(
        'pipeline',
        'PollForSourceChanges: ${{ source.detectsChanges | json }}',
        `PollForSourceChanges: '${'x'.repeat(1001)}'`,
      ),
    );
    expect(blockingFindings(findings)).toMatchObject([
      {
        place: { file: 'pipeline.yaml' },
        message:
          'PollForSourceChanges of action Source has 1001 characters; CodePipeline takes 1000.',
      },
    ]);
  });
});

describe('formatPlan', () => {
  it('lists stacks in order, accounts, and every hop', async () => {
    const plan = formatPlan(await check());
    const text = plan.join('\n');
    expect(plan[0]).toBe(
      'Plan for pipeline orders in tools (111111111111), eu-west-1',
    );
    expect(text.indexOf('orders-foundation in tools')).toBeLessThan(
      text.indexOf('orders-target in dev (012345678901), eu-west-1'),
    );
    expect(text).toContain('Reaches 3 accounts:');
    expect(text).toContain(
      'healthy H3  orders-pipeline-action may pass orders-pipeline-deploy to CloudFormation',
    );
    expect(text).toContain(
      'healthy H6  orders-pipeline-action may use key alias/orders-artifacts to read artifacts',
    );
    expect(text).not.toContain('key 00000000-');
    expect(text).toContain(
      'Key and bucket name the roles of other accounts by their accounts: all of them fit into the policies.',
    );
    // Where its source is nobody asked.
    expect(plan.at(-1)).toBe('Nothing is broken, but 4 hops are unknown.');
    expect(plan.every(line => !line.includes('\n'))).toBe(true);
  });

  it('lists which accounts each rule names', async () => {
    const known = accounts.map(({ id, name }) => ({
      id,
      name,
      environment: name,
      regions: ['eu-west-1'],
      uses: ['pipeline' as const, 'target' as const],
    }));
    const rule = { environment: 'dev' };
    const spec = parsePipelineSpec(
      {
        ...input,
        stages: [{ name: 'Dev', targets: [{ rule, region: 'eu-west-1' }] }],
      },
      { accounts: known },
    );
    const rendered = renderPipeline({ spec, templates: suite });
    const plan = await checkRendered(rendered, { accounts });
    expect(plan.rules).toEqual([
      { stage: 'Dev', rule: 'environment=dev', accounts: ['012345678901'] },
    ]);
    expect(formatPlan(plan).join('\n')).toContain(
      'Named by rule:\n  environment=dev of stage Dev: dev (012345678901)',
    );
  });

  it('ends with what must change', async () => {
    const plan = formatPlan(
      await check(customised('targetAccount', 'iam:PassRole', 'iam:GetRole'), {
        stages: [input.stages[0]],
      }),
    );
    expect(plan.at(-1)).toBe('1 problem: nothing of this can be deployed.');
    expect(plan.at(-3)).toMatch(
      /^ {2}target-account\.yaml:\d+:\d+: Does not hold: .* \(H3\)$/,
    );
  });
});
