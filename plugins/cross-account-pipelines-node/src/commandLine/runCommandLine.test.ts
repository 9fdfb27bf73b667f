import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse, stringify } from 'yaml';
import { runHere } from './__testUtils__/runBin';
import { spec } from './__testUtils__/spec';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const folder = createMockDirectory();

const run = (args: string[], options: { stdin?: string; env?: any } = {}) =>
  runHere(args, { folder: folder.path, ...options });

const pipelineTemplate = 'sample/tools/pipeline.yaml';
const prerequisites = 'sample/tools/prerequisites.yaml';
const deployer = 'sample/target/deployer.yaml';

beforeEach(async () => {
  folder.setContent({ 'orders.yaml': stringify(spec) });
  await cp(
    resolve(__dirname, 'fixtures/published-sample'),
    folder.resolve('sample'),
    { recursive: true },
  );
});

async function edit(file: string, from: string, to: string) {
  const text = await readFile(folder.resolve(file), 'utf8');
  expect(text).toContain(from);
  await writeFile(
    folder.resolve(file),
    text.replace(from, () => to),
  );
}

/** Line of a text in a file; 1-based. */
async function lineOf(file: string, text: string): Promise<number> {
  const content = await readFile(folder.resolve(file), 'utf8');
  expect(content).toContain(text);
  return content.slice(0, content.indexOf(text)).split('\n').length;
}

/** Names the key as it has to be. */
async function mendSample() {
  await edit(
    prerequisites,
    'Outputs:\n',
    'Outputs:\n  Key: { Value: !GetAtt ArtifactKey.Arn, Export: { Name: KeyArn } }\n',
  );
  await edit(
    pipelineTemplate,
    '!Sub arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/${ProjectName}',
    '!ImportValue KeyArn',
  );
}

async function checkJson(...args: string[]) {
  const { code, stdout } = await run(['check', '--json', ...args]);
  return { code, ...JSON.parse(stdout) };
}

describe("check of somebody else's set-up", () => {
  it('finds nothing broken once the key is named by its ARN', async () => {
    await mendSample();
    const { code, findings, reports } = await checkJson('sample');
    expect(findings.map(({ rule }: any) => rule)).toEqual([
      'trust-accepts-whole-account',
    ]);
    expect(reports).toEqual([
      expect.objectContaining({ name: 'webshop', health: 'warning' }),
    ]);
    expect(code).toBe(0);
  });

  it.each([
    [
      'a key by an id that AWS chose',
      /Whether the templates make arn:aws:kms:\S+1234abcd is not known/,
      [
        [
          pipelineTemplate,
          '!ImportValue KeyArn',
          'arn:aws:kms:eu-west-1:111111111111:key/1234abcd',
        ],
      ],
    ],
    [
      'a key by a stored parameter',
      /only AWS knows what resolve:ssm:\/key stands for/,
      [[pipelineTemplate, '!ImportValue KeyArn', "'{{resolve:ssm:/key}}'"]],
    ],
    [
      'a key by an export of another stack',
      /deployed: no stack exports Elsewhere/,
      [[pipelineTemplate, '!ImportValue KeyArn', '!ImportValue Elsewhere']],
    ],
    [
      'an account by a stored parameter',
      /Whether s3:GetObject is allowed is not known: only AWS knows what resolve:ssm:\/account/,
      [
        [
          prerequisites,
          'Principal:\n              AWS: !Sub arn:${AWS::Partition}:iam::${ProductionAccount}:root',
          "Principal:\n              AWS: 'arn:aws:iam::{{resolve:ssm:/account}}:root'",
        ],
      ],
    ],
    [
      'statements by a transform',
      /Whether cloudformation:\w+ is allowed is not known: .*only AWS knows what Fn::Transform/,
      [
        [
          deployer,
          'Statement:\n          - Effect: Allow\n            Action: cloudformation:*',
          "Statement:\n          - 'Fn::Transform': {Name: 'AWS::Include'}\n          - Effect: Allow\n            Action: s3:ListAllMyBuckets",
        ],
      ],
    ],
    [
      'a role that a macro may make',
      /macro Ours changes the template/,
      [
        [deployer, 'RoleName: PipelineDeploy', 'RoleName: AnotherDeploy'],
        [deployer, '!GetAtt DeployRole.Arn', "'*'"],
        [deployer, 'Description: What', 'Transform: Ours\nDescription: What'],
      ],
    ],
  ] as Array<[string, RegExp, Array<[string, string, string]>]>)(
    'does not guess where a template names %s',
    async (_, reason, edits) => {
      await mendSample();
      for (const [file, from, to] of edits) {
        await edit(file, from, to);
      }
      const { findings } = await checkJson('sample');
      expect(findings).toContainEqual(
        expect.objectContaining({
          health: 'unknown',
          level: 'note',
          message: expect.stringMatching(reason),
          place: expect.objectContaining({ line: expect.any(Number) }),
        }),
      );
      expect(findings.filter(({ level }: any) => level === 'error')).toEqual(
        [],
      );
    },
  );

  it('takes a source that no template makes for one that is there', async () => {
    await mendSample();
    await edit(prerequisites, '  SourceBucket:\n', '  AnotherBucket:\n');
    await edit(
      prerequisites,
      'BucketName: !Sub ${ProjectName}-source-${AWS::AccountId}',
      'BucketName: !Sub ${ProjectName}-another-${AWS::AccountId}',
    );
    const { code, findings } = await checkJson('sample');
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'H2',
        health: 'unknown',
        message: expect.stringContaining(
          'none of the templates makes bucket webshop-source-111111111111',
        ),
      }),
    );
    expect(code).toBe(3);
  });

  it('reads files as editors on Windows write them', async () => {
    await mendSample();
    const file = folder.resolve(prerequisites);
    const text = await readFile(file, 'utf8');
    await writeFile(file, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    const { code, findings } = await checkJson('sample');
    expect(findings.map(({ rule }: any) => rule)).toEqual([
      'trust-accepts-whole-account',
    ]);
    expect(code).toBe(0);
  });

  it('finds the pipelines by itself and the manifest by any name', async () => {
    const manifest = await readFile(
      folder.resolve('sample/manifest.yaml'),
      'utf8',
    );
    await writeFile(folder.resolve('sample/accounts.yaml'), manifest);
    const { code, findings } = await checkJson('sample/accounts.yaml');
    expect(findings[0]).toMatchObject({
      rule: 'H8',
      level: 'error',
      health: 'broken',
      pipeline: 'webshop',
      account: '111111111111',
      place: {
        file: pipelineTemplate,
        line: await lineOf(pipelineTemplate, 'Id: !Sub'),
      },
      remedy: expect.stringContaining(
        'key/ArtifactKey in the pipeline definition',
      ),
      diff: expect.stringContaining('alias/webshop'),
    });
    expect(code).toBe(1);
  });

  it.each([
    [
      'a key that the other account may not read with',
      'H6',
      [
        prerequisites,
        'kms:Decrypt\n              - kms:ReEncrypt*',
        'kms:ReEncrypt*',
      ],
      [prerequisites, 'KeyPolicy:'],
    ],
    [
      'a bucket policy that names the wrong shape',
      'H5',
      [
        prerequisites,
        'Resource: !Sub ${ArtifactBucket.Arn}/*',
        'Resource: !GetAtt ArtifactBucket.Arn',
      ],
      [prerequisites, '- Sid: ReadFromProduction'],
    ],
    [
      'a role that CloudFormation may not become',
      'H4',
      [deployer, 'cloudformation.amazonaws.com', 'codepipeline.amazonaws.com'],
      [deployer, '- Effect: Allow\n            Principal: { Service'],
    ],
    [
      'an action role of another name',
      'H1',
      [pipelineTemplate, 'role/PipelineAction', 'role/PipelineActions'],
      [pipelineTemplate, '- Name: Deploy'],
    ],
    [
      'a deploy role that may not be passed',
      'H3',
      [deployer, 'iam:PassRole', 'iam:GetRole'],
      [deployer, '- Effect: Allow\n            Action: iam:GetRole'],
    ],
  ])(
    'names %s with its file and line',
    async (_, rule, [file, from, to], [placeFile, placeText]) => {
      await mendSample();
      await edit(file, from, to);
      const line = await lineOf(placeFile, placeText);
      const { code, findings } = await checkJson('sample');
      expect(findings).toContainEqual(
        expect.objectContaining({
          rule,
          level: 'error',
          place: expect.objectContaining({ file: placeFile, line }),
        }),
      );
      expect(code).toBe(1);
    },
  );

  it('names what CloudFormation would refuse, with the rule', async () => {
    await edit(deployer, 'Principal: {', 'Principals: {');
    await edit(
      prerequisites,
      'EnableKeyRotation: true',
      'EnableKeyRotating: true',
    );
    const { findings } = await checkJson('sample');
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: expect.stringMatching(/^[A-Z]+\d+$/),
        level: 'error',
        message: expect.stringContaining('EnableKeyRotating'),
        place: expect.objectContaining({
          file: prerequisites,
          line: await lineOf(prerequisites, 'EnableKeyRotating'),
        }),
      }),
    );
  });

  it('says so when the templates make no pipeline', async () => {
    const manifest = parse(
      await readFile(folder.resolve('sample/manifest.yaml'), 'utf8'),
    );
    folder.addContent({
      'sample/manifest.yaml': stringify({
        ...manifest,
        stacks: manifest.stacks.slice(0, 2),
      }),
    });
    const { code, findings } = await checkJson('sample');
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'pipeline-missing',
        message: 'None of the templates makes a pipeline.',
        place: { file: 'sample/manifest.yaml' },
      }),
    ]);
    expect(code).toBe(1);
  });

  it('looks at the pipeline that the manifest names, and no other', async () => {
    const manifest = await readFile(
      folder.resolve('sample/manifest.yaml'),
      'utf8',
    );
    folder.addContent({
      'sample/manifest.yaml': `${manifest}pipeline: { name: other, account: '111111111111', region: eu-west-1 }\n`,
    });
    const { reports, findings } = await checkJson('sample');
    expect(reports).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({
        message:
          'None of the templates makes the pipeline arn:aws:codepipeline:eu-west-1:111111111111:other.',
      }),
    ]);
  });
});

describe('check of a manifest that is not right', () => {
  const stack = {
    account: '111111111111',
    region: 'eu-west-1',
    stackName: 'a',
    template: 'a.yaml',
  };

  it.each<[string, object, string, string]>([
    [
      'an account that lost its zero',
      { ...stack, account: 12345678901 },
      'account',
      'stacks[0].account: must be text: twelve digits in quotes.',
    ],
    [
      'a Region that there is not',
      { ...stack, region: 'eu-west-9' },
      'region',
      'stacks[0].region: must be an AWS Region such as eu-west-1.',
    ],
    [
      'a parameter that is no text',
      { ...stack, parameters: { Account: 12345678901 } },
      'Account',
      'stacks[0].parameters.Account: must be text in quotes, or an output of an earlier stack (fromStack and output).',
    ],
    [
      'a field of another name',
      { ...stack, paramters: {} },
      '- account',
      'stacks[0]: there is no field paramters.',
    ],
    [
      'a template above the folder',
      { ...stack, template: '../../etc/passwd' },
      'template',
      'stacks[0].template: must be a path inside the folder of the file that names it.',
    ],
    [
      'a template by an absolute path',
      { ...stack, template: '/etc/passwd' },
      'template',
      'stacks[0].template: must be a path inside the folder of the file that names it.',
    ],
    [
      'a template that is not there',
      stack,
      'template',
      'set-up/a.yaml does not exist',
    ],
    [
      'a template that is a folder',
      { ...stack, template: 'folder' },
      'template',
      'set-up/folder is not a file',
    ],
    [
      'a link that leads out of the folder',
      { ...stack, template: 'link.yaml' },
      'template',
      'set-up/link.yaml leads out of the folder of set-up/manifest.yaml',
    ],
  ])('names %s with its line', async (_, wrong, text, message) => {
    folder.addContent({
      'set-up/manifest.yaml': stringify({ version: 1, stacks: [wrong] }),
      'set-up/folder/b.yaml': '',
    });
    await symlink(
      folder.resolve(prerequisites),
      folder.resolve('set-up/link.yaml'),
    );
    const { code, findings } = await checkJson('set-up');
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'manifest',
        level: 'error',
        message,
        place: {
          file: 'set-up/manifest.yaml',
          line: await lineOf('set-up/manifest.yaml', text),
          column: expect.any(Number),
        },
      }),
    ]);
    expect(code).toBe(1);
  });

  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a list', '[]'],
    ['no stacks', 'version: 1\nstacks: []'],
    ['stacks that are none', 'version: 1\nstacks: [1, null, []]'],
    ['nesting without end', `a: ${'['.repeat(5000)}`],
    [
      'a prototype',
      '{"__proto__": {"version": 1}, "stacks": [{"__proto__": 1}]}',
    ],
  ])('answers %s', async (_, text) => {
    folder.addContent({ 'set-up/manifest.yaml': text });
    const { code, stdout, stderr } = await run(['check', 'set-up']);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain('set-up/manifest.yaml');
    expect(stdout + stderr).not.toMatch(/TypeError|RangeError|^ +at /m);
  });

  it('lets no text of a template steer the terminal or the CI system', async () => {
    folder.addContent({
      'set-up/manifest.yaml': JSON.stringify({
        version: 1,
        stacks: [{ ...stack, parameters: { 'A\n::error::x\u001b[2J': '1' } }],
      }),
      'set-up/a.yaml': 'Resources: {B: {Type: "AWS::S3::\u0007Bucket"}}',
    });
    const { stdout, stderr } = await run(['check', 'set-up']);
    expect(stdout + stderr).toContain('::error::x');
    expect(stdout + stderr).not.toMatch(/^::error/m);
    // eslint-disable-next-line no-control-regex
    expect(stdout + stderr).not.toMatch(/[\u0007\u001b]/);
  });
});

describe('check of a spec', () => {
  it('judges what would be rendered, and names the spec', async () => {
    const { code, findings, reports } = await checkJson('orders.yaml');
    expect(code).toBe(3);
    expect(reports).toEqual([
      expect.objectContaining({
        pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
      }),
    ]);
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'H2',
        level: 'note',
        place: { file: 'orders.yaml' },
        rendered: expect.objectContaining({ file: 'pipeline.yaml' }),
      }),
      // Nobody asked AWS about the bucket, its versions and the object in it.
      ...Array(3).fill(expect.objectContaining({ rule: 'H11', level: 'note' })),
    ]);
  });

  it('warns of deploy roles that may do nothing, as the plan does', async () => {
    const { deployRole, ...rest } = spec;
    folder.addContent({ 'orders.yaml': stringify(rest) });
    const { code, findings, reports } = await checkJson('orders.yaml');
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'deploy-role-without-permissions',
        level: 'warning',
        pipeline: 'orders',
        place: { file: 'orders.yaml' },
      }),
    );
    expect(reports[0].findings).toContainEqual(
      expect.objectContaining({ rule: 'deploy-role-without-permissions' }),
    );
    expect(code).toBe(3);
  });

  it('names every problem of the spec with its line', async () => {
    await edit(
      'orders.yaml',
      'account: "012345678901"',
      'account: 012345678901',
    );
    await edit(
      'orders.yaml',
      'region: eu-west-1\nsource',
      'region: moon\nsource',
    );
    const { code, findings } = await checkJson('orders.yaml');
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'pipeline-spec',
        message: 'region must be an AWS Region such as eu-west-1.',
        place: expect.objectContaining({
          file: 'orders.yaml',
          line: await lineOf('orders.yaml', 'region: moon'),
        }),
      }),
      expect.objectContaining({
        rule: 'pipeline-spec',
        message: expect.stringContaining(
          'stages[0].targets[0].account must be',
        ),
        place: expect.objectContaining({
          line: await lineOf('orders.yaml', 'account: 012345678901'),
        }),
      }),
    ]);
    expect(code).toBe(1);
  });

  it.each([
    [
      'is nested without end',
      `name: ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      /^orders.yaml:1:\d+: It is nested too deeply from here on$/,
    ],
    [
      'holds two documents',
      `${stringify(spec)}---\nname: another\n`,
      /^orders.yaml:\d+:\d+: .*second document/,
    ],
    [
      'has a tag that only CloudFormation understands',
      stringify(spec).replace('name: orders', 'name: !Sub orders'),
      /^orders.yaml:1:7: .*!Sub/,
    ],
    [
      'is not text',
      Buffer.from([0x6e, 0xff, 0xfe]),
      /^orders.yaml is not text in UTF-8$/,
    ],
  ])('refuses a spec that %s', async (_, text, message) => {
    await writeFile(folder.resolve('orders.yaml'), text);
    const { code, stdout, stderr } = await run(['check', 'orders.yaml']);
    expect(stderr.replace('cross-account-pipelines: ', '').trim()).toMatch(
      message,
    );
    expect([code, stdout]).toEqual([2, '']);
  });

  it('lets what is unknown pass when told so', async () => {
    const { code } = await run(['check', 'orders.yaml', '--allow-unknown']);
    expect(code).toBe(0);
  });

  it('merges maps, as CI files often do', async () => {
    const [, production] = spec.stages;
    const text = stringify({ ...spec, stages: [production] }).replace(
      '      - account',
      "      - &place\n        account: '012345678901'\n        region: eu-west-1\n        wave: 2\n      - <<: *place\n        account",
    );
    await writeFile(folder.resolve('orders.yaml'), text);
    const { code, reports } = await checkJson('orders.yaml');
    expect(
      reports[0].links.map(({ account }: any) => account.id).sort(),
    ).toEqual(['012345678901', '333333333333']);
    expect(code).toBe(3);
  });

  it('makes a finding of a spec that exceeds what AWS takes', async () => {
    const targets = Array.from({ length: 700 }, (_, index) => ({
      account: String(500_000_000_000 + index),
      region: 'eu-west-1',
    }));
    await writeFile(
      folder.resolve('orders.yaml'),
      stringify({ ...spec, stages: [{ name: 'Prod', targets }] }),
    );
    const { code, findings } = await checkJson('orders.yaml');
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'pipeline-spec',
        level: 'error',
        message: expect.stringMatching(/takes 20480\. Give the spec an organ/),
        place: { file: 'orders.yaml' },
      }),
    ]);
    expect(code).toBe(1);
  });

  it("takes accounts and deploy role from the portal's configuration", async () => {
    const { deployRole, ...rest } = spec;
    const account = (id: string, name: string) => ({
      id,
      name,
      regions: ['eu-west-1'],
    });
    const accounts = [
      account('111111111111', 'tools'),
      account('012345678901', 'dev'),
    ];
    folder.addContent({
      'orders.yaml': stringify(rest),
      'app-config.yaml': stringify({
        backend: { database: { $file: 'unknown' } },
        crossAccountPipelines: {
          accounts,
          deployRole: {
            managedPolicyArns: [
              'arn:aws:iam::$${AWS::AccountId}:policy/${POLICY:-deploy}',
            ],
          },
        },
      }),
    });
    const refused = await run([
      'check',
      '--config',
      'app-config.yaml',
      'orders.yaml',
    ]);
    expect(refused.stdout).toContain(
      'stages[1].targets[0].account 333333333333 is not among the configured accounts',
    );

    folder.addContent({
      'orders.yaml': stringify({ ...rest, stages: rest.stages.slice(0, 1) }),
    });
    const args = ['render', '--config', 'app-config.yaml', 'orders.yaml', '-o'];
    const rendered = await run([...args, 'out'], { env: { POLICY: 'ours' } });
    expect(rendered.stdout).toContain('in tools (111111111111), eu-west-1');
    await expect(
      readFile(folder.resolve('out/target-account.yaml'), 'utf8'),
    ).resolves.toContain('${AWS::AccountId}:policy/ours');
  });
});

describe("the portal's policy for findings", () => {
  const rule = 'deploy-role-without-permissions';
  const policyOf = (level: string) => ({
    version: 1,
    rules: [{ rule, level }],
  });

  beforeEach(() => {
    const { deployRole, ...rest } = spec;
    folder.addContent({
      'orders.yaml': stringify(rest),
      'app-config.yaml': stringify({
        crossAccountPipelines: {
          accounts: ['111111111111', '012345678901', '333333333333'].map(
            (id, index) => ({
              id,
              name: `account-${index}`,
              regions: ['eu-west-1'],
            }),
          ),
          findingPolicy: policyOf('error'),
        },
      }),
      'findings.yaml': stringify(policyOf('note')),
    });
  });

  const portal = ['--config', 'app-config.yaml', 'orders.yaml'];

  it.each([
    ['check', ['check', ...portal]],
    ['render', ['render', '-o', 'out', ...portal]],
  ])('counts in %s', async (_, args) => {
    const { code, stdout } = await run(args);
    expect(stdout).toContain(rule);
    expect(code).toBe(1);
  });

  it.each([
    ['check', ['check', ...portal]],
    ['render', ['render', '-o', 'out', ...portal]],
  ])('gives way in %s to that of --policy', async (_, args) => {
    const { code } = await run([...args, '--policy', 'findings.yaml']);
    // Rendering judges nothing that is there; checking says what it leaves open.
    expect(code).toBe(args[0] === 'check' ? 3 : 0);
  });
});

describe('render', () => {
  const list = () => readdir(folder.path);

  it('writes over what it wrote, and leaves nothing else behind', async () => {
    const before = await list();
    for (const name of ['orders', 'others']) {
      folder.addContent({ 'orders.yaml': stringify({ ...spec, name }) });
      const { code, stderr } = await run([
        'render',
        'orders.yaml',
        '-o',
        'out',
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
    }
    await expect(list()).resolves.toEqual([...before, 'out'].sort());
    await expect(
      readFile(folder.resolve('out/manifest.yaml'), 'utf8'),
    ).resolves.toContain('name: others');
  });

  it('writes nothing when a template breaks a hop', async () => {
    const rendered = await run(['render', 'orders.yaml', '-o', 'out']);
    expect(rendered.code).toBe(0);
    const source = resolve(
      __dirname,
      '../../../../templates/cross-account-pipeline/cloudformation/foundation.yaml',
    );
    folder.addContent({
      'own/foundation.yaml': (await readFile(source, 'utf8')).replaceAll(
        /kms:Decrypt\b/g,
        'kms:DescribeKey',
      ),
    });
    const before = await list();
    const { code, stdout } = await run([
      'render',
      'orders.yaml',
      '--templates',
      'own',
      '-o',
      'new',
    ]);
    expect(stdout).toMatch(
      /foundation\.yaml:[\d:]+: Does not hold: .* \(H6\)$/m,
    );
    expect(stdout).toMatch(/Nothing was written\.\n$/);
    expect(code).toBe(1);
    await expect(list()).resolves.toEqual(before);
  });

  it.each([
    ['a file', { out: 'text' }, 'out cannot be written to'],
    [
      'a folder with something else',
      { 'out/notes.txt': 'mine' },
      'out holds notes.txt',
    ],
    [
      "somebody's manifest with something else",
      {
        'out/manifest.yaml': stringify({ version: 1, stacks: [] }),
        'out/mine.yaml': 'mine',
      },
      'out holds',
    ],
  ])('does not replace %s', async (_, content, message) => {
    folder.addContent(content as any);
    const { code, stderr } = await run(['render', 'orders.yaml', '-o', 'out']);
    expect(stderr).toContain(`cross-account-pipelines: ${message}`);
    expect(code).toBe(2);
    for (const [file, text] of Object.entries(content)) {
      await expect(readFile(folder.resolve(file), 'utf8')).resolves.toBe(text);
    }
  });

  it('lists the problems of a spec', async () => {
    folder.addContent({ 'orders.yaml': 'name: "${{ x }}"' });
    const { code, stdout, stderr } = await run([
      'render',
      'orders.yaml',
      '-o',
      'out',
    ]);
    expect(stdout).toBe('');
    expect(stderr).toContain('error  pipeline-spec  orders.yaml:1:1');
    expect(code).toBe(1);
    await expect(list()).resolves.not.toContain('out');
  });
});

describe('check --policy', () => {
  const check = (rules: object[]) => {
    folder.addContent({ 'policy.yaml': stringify({ version: 1, rules }) });
    return run(['check', 'sample', '--policy', 'policy.yaml']);
  };

  it('waives what is broken until the day that the policy names', async () => {
    const waiver = { rule: 'H8', waive: 'SEC-12: mended in May' };
    const waived = await check([{ ...waiver, until: '9999-12-31' }]);
    expect(waived.stdout).toMatch(/0 errors, 1 warning, 0 notes, 1 waived\n$/);
    expect(waived.stdout).not.toContain('error  H8');
    expect(waived.code).toBe(0);

    const expired = await check([{ ...waiver, until: '2020-12-31' }]);
    expect(expired.stdout).toContain(
      'It was waived until 2020-12-31: SEC-12: mended in May',
    );
    expect(expired.code).toBe(1);
  });

  it('makes an error of a warning, and tells of rules that fit nothing', async () => {
    await mendSample();
    const { code, stdout } = await check([
      {
        rule: 'trust-accepts-whole-account',
        account: '012345678901',
        level: 'error',
      },
      { rule: 'H9', level: 'error' },
    ]);
    expect(stdout).toContain('error  trust-accepts-whole-account');
    expect(stdout).toContain('note  unused-policy-rule  policy.yaml:6:5');
    expect(stdout).toContain('The rule for H9 fits nothing that was found.');
    expect(code).toBe(1);
  });

  it('checks nothing by a policy that is not right', async () => {
    const { code, stdout, stderr } = await check([{ rule: 'H8' }]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/policy\.yaml: rules\[0\]: must have either level/);
    expect(code).toBe(2);
  });
});

describe('check --sarif', () => {
  it('gives code scanning file, line, rule and message', async () => {
    folder.addContent({
      'policy.yaml': stringify({
        version: 1,
        rules: [
          {
            rule: 'trust-accepts-whole-account',
            waive: 'SEC-13',
            until: '9999-12-31',
          },
        ],
      }),
    });
    const { code, stdout } = await run([
      'check',
      '--sarif',
      'sample',
      '--policy',
      'policy.yaml',
    ]);
    const { version, runs } = JSON.parse(stdout);
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    const { rules } = runs[0].tool.driver;
    for (const { ruleId, ruleIndex } of runs[0].results) {
      expect(rules[ruleIndex].id).toBe(ruleId);
    }
    expect(runs[0].results).toEqual([
      {
        ruleId: 'H8',
        ruleIndex: expect.any(Number),
        level: 'error',
        message: { text: expect.stringContaining('To mend it: Name the key') },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: pipelineTemplate },
              region: {
                startLine: await lineOf(pipelineTemplate, 'Id: !Sub'),
                startColumn: 11,
              },
            },
          },
        ],
      },
      expect.objectContaining({
        ruleId: 'trust-accepts-whole-account',
        level: 'warning',
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'SEC-13 (until 9999-12-31)',
          },
        ],
      }),
    ]);
    expect(code).toBe(1);
  });
});

describe('explain', () => {
  it('gives its explanations as JSON', async () => {
    const { code, stdout } = await run([
      'explain',
      '--json',
      'The bucket does not allow ACLs (Service: Amazon S3; Error Code: AccessControlListNotSupported)',
    ]);
    expect(JSON.parse(stdout).explanations[0]).toMatchObject({ hop: 'H9' });
    expect(code).toBe(0);
  });

  it('says so when it understands nothing', async () => {
    const { code, stdout } = await run(['explain', 'all', 'is', 'well']);
    expect(stdout).toContain('This text is not understood');
    expect(code).toBe(1);
  });

  it.each([
    ['nothing', []],
    ['a hyphen', ['-']],
  ])(
    'takes, for %s, the end of a log that is longer than any error',
    async (_, operands) => {
      const { code, stdout } = await run(['explain', ...operands], {
        stdin: `${'x'.repeat(
          3_000_000,
        )}\nAn error occurred (AccessControlListNotSupported): The bucket does not allow ACLs`,
      });
      expect(stdout).toContain('H9');
      expect(code).toBe(0);
    },
  );
});

describe('wrong usage', () => {
  it.each([
    [['frobnicate'], 'There is no command frobnicate'],
    [['constructor'], 'There is no command constructor'],
    [['check'], 'check takes one folder, spec or plan'],
    [['check', 'a', 'b'], 'check takes one folder, spec or plan'],
    [['check', 'a', '--live', 'arn'], 'check takes either files or --live'],
    [['check', '--live', 'arn'], "'arn' is not the ARN of a pipeline"],
    [['check', '--json', '--sarif', 'a'], '--json and --sarif cannot both'],
    [['check', '-o', 'x', 'a'], 'check takes no --output'],
    [['render', 'orders.yaml'], 'render takes one spec, and -o with a folder'],
    [['render', 'sample', '-o', 'out'], 'sample is not a file'],
    [['explain', '--sarif', 'x'], 'explain takes no --sarif'],
    [['explain'], 'explain takes the text of an error'],
    [['start'], 'start takes the ARN of one pipeline'],
    [['start', 'orders'], 'orders is not the ARN of a pipeline'],
    [['start', 'a', '--variable', 'x'], '--variable takes Name=Value'],
    [['start', 'a', '--timeout', '0'], '--timeout is 0; it can be 1 to 86400'],
    [
      ['start', 'a', '--source-revision', 'Source=COMMIT:1'],
      '--source-revision takes <action>=<type>:<value>',
    ],
    [
      ['approve', 'a', 'b'],
      'approve takes the ARN of one pipeline, the id of a run, and <stage>/<action> that waits',
    ],
    [
      [
        'approve',
        'arn:aws:codepipeline:eu-west-1:111111111111:orders',
        'run',
        'Approve',
      ],
      'Approve is not an approval; expected <stage>/<action>',
    ],
    [['stop', 'a', '--reject'], 'stop takes no --reject'],
    [['remove'], 'remove takes the ARN of one pipeline'],
    [['remove', 'orders'], 'orders is not the ARN of a pipeline'],
    [['detach', 'orders'], 'orders is not the ARN of a pipeline'],
    [['repair', 'a', 'b'], 'repair takes the ARN of one pipeline'],
    [['attach', 'a'], 'attach takes the ARN of one pipeline, and a file'],
    [['roll-out'], 'roll-out takes the ARNs of pipelines, or --all'],
    [
      ['roll-out', 'a', '--all'],
      'roll-out takes the ARNs of pipelines, or --all',
    ],
    [
      ['roll-out', '--all'],
      'roll-out --all takes the accounts in which pipelines live from --config',
    ],
    [
      ['check', 'a', '--concurrency', '2'],
      'check takes --concurrency only with --deployed',
    ],
    [
      ['check', 'a', '--deployed', '--concurrency', '0'],
      '--concurrency is 0; it can be 1 to 100',
    ],
    [['roll-out', 'a', '--wave', '0'], '--wave is 0; it takes a number'],
    [['roll-out', 'a', '--canary', 'x'], '--canary is x; it takes a number'],
    [['roll-out', 'a', 'a'], 'a is named twice'],
    [['check', '--policy', 'none.yaml', 'sample'], 'none.yaml does not exist'],
    [['check', '--config', 'sample', 'sample'], 'sample is not a file'],
    [
      ['check', '--templates', 'sample', 'orders.yaml'],
      'There is no template in',
    ],
  ])('%j is answered in one line', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(stdout).toBe('');
    expect(stderr).toContain(`cross-account-pipelines: ${message}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});
