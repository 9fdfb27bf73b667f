import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Health,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import { checkSetUp } from './checkSetUp';
import { readAssembly } from './readAssembly';
import type { SetUp } from './readSetUp';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

/**
 * What the CDK made of `program.txt` (aws-cdk-lib 2.276), and the stacks of
 * `cdk bootstrap` that it needs.
 */
// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../fixtures/cloud-assembly');

async function read(bootstrap?: string): Promise<SetUp> {
  const setUp = await readAssembly({ assembly: 'cdk.out', bootstrap, folder });
  if (Array.isArray(setUp)) {
    throw new Error(setUp.map(({ message }) => message).join('\n'));
  }
  return setUp;
}

async function check(setUp: SetUp) {
  const { reports, findings } = await checkSetUp(setUp);
  const hops = reports.flatMap(report => hopsOf(report));
  const ailing = (...healths: Health[]) =>
    hops.filter(({ health }) => healths.includes(health)).map(({ id }) => id);
  return { reports, findings, hops, ailing };
}

/** Takes the statements that hold all the texts out of a template. */
function withoutStatements(
  setUp: SetUp,
  template: string,
  ...holding: string[]
): SetUp {
  let removed = 0;
  const text = JSON.stringify(
    JSON.parse(setUp.templates[template]),
    (key, value) =>
      key === 'Statement'
        ? value.filter((statement: unknown) => {
            const isMeant = holding.every(each =>
              JSON.stringify(statement).includes(each),
            );
            removed += isMeant ? 1 : 0;
            return !isMeant;
          })
        : value,
    1,
  );
  expect(removed).toBeGreaterThan(0);
  return { ...setUp, templates: { ...setUp.templates, [template]: text } };
}

function changed(
  setUp: SetUp,
  template: string,
  from: string,
  to: string,
): SetUp {
  expect(setUp.templates[template]).toContain(from);
  return {
    ...setUp,
    templates: {
      ...setUp.templates,
      [template]: setUp.templates[template].replace(from, to),
    },
  };
}

const delivery = 'Delivery.template.json';
const support = 'cross-region-stack-111111111111_us-east-1.template.json';
const toolkit = '../bootstrap/bootstrap-template.yaml';

/** The CDK names the key of another Region by the ARN of its alias. */
const aliasOfAmerica = '222222222222/us-east-1/H8:artifact-key:us-east-1';

describe('a cloud assembly', () => {
  it('is stacks in their order, those of nested assemblies too', async () => {
    const { manifest } = await read();
    expect(
      manifest.stacks.map(({ stackName, account, region, template }) =>
        [stackName, account, region, template].join(' '),
      ),
    ).toEqual([
      'Europe-Service 222222222222 eu-west-1 assembly-Europe/EuropeService38EF9A20.template.json',
      'America-Service 222222222222 us-east-1 assembly-America/AmericaService92C618EA.template.json',
      `Delivery-support-us-east-1 111111111111 us-east-1 ${support}`,
      `Delivery 111111111111 eu-west-1 ${delivery}`,
    ]);
    expect(manifest.existing).toContainEqual({
      arn: 'arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role-222222222222-us-east-1',
      account: '222222222222',
    });
  });

  it('leaves unknown what only cdk bootstrap knows', async () => {
    const { reports, ailing } = await check(await read());
    expect(reports.map(({ name }) => name)).toEqual(['delivery']);
    expect(ailing('broken')).toEqual([]);
    expect(ailing('warning')).toContain(aliasOfAmerica);
    expect(ailing('unknown').filter(id => id.includes('H1'))).toHaveLength(2);
  });

  it('is known whole with the stacks of cdk bootstrap', async () => {
    const { reports, hops, ailing } = await check(await read('bootstrap'));
    expect(reports[0].links.map(({ region }) => region)).toEqual([
      'eu-west-1',
      'us-east-1',
    ]);
    expect(hops.length).toBeGreaterThan(30);
    expect(ailing('broken', 'unknown', 'pending')).toEqual([]);
    expect(ailing('warning')).toContain(aliasOfAmerica);
  });

  it('says which construct a finding is about', async () => {
    const { findings } = await check(await read('bootstrap'));
    const finding = findings.find(
      ({ rule }) => rule === 'service-trust-without-source',
    );
    expect(finding?.place?.file).toBe('/tmp/cdk/app.js');
    expect(finding?.rendered?.file).toBe(join('cdk.out', delivery));
    expect(finding?.message).toMatch(
      / \(Delivery\/Pipeline\/Pipeline\/Role\/Resource\)$/,
    );
  });

  it.each<[string, (setUp: SetUp) => SetUp, RegExp]>([
    [
      'assuming the deploy role of America',
      setUp =>
        withoutStatements(
          setUp,
          delivery,
          'sts:AssumeRole',
          'cdk-hnb659fds-deploy-role-222222222222-us-east-1',
        ),
      /us-east-1\/H1/,
    ],
    [
      'the bucket, to the deploy role of Europe',
      setUp => withoutStatements(setUp, delivery, 's3:GetObject*', 'Principal'),
      /eu-west-1\/H5/,
    ],
    [
      'the key, to the deploy role of Europe',
      setUp => withoutStatements(setUp, delivery, 'kms:Decrypt', 'Principal'),
      /eu-west-1\/H6/,
    ],
    [
      'the bucket of America, to its deploy role',
      setUp => withoutStatements(setUp, support, 's3:GetObject*', 'Principal'),
      /us-east-1\/H5/,
    ],
    [
      'the artifact key, to the build',
      setUp =>
        withoutStatements(
          setUp,
          delivery,
          'kms:GenerateDataKey*',
          'kms:DescribeKey',
        ),
      /H6/,
    ],
    [
      'starting builds',
      setUp => withoutStatements(setUp, delivery, 'codebuild:StartBuild'),
      /H2/,
    ],
    [
      'the trust of the accounts',
      setUp => ({
        ...setUp,
        manifest: {
          ...setUp.manifest,
          stacks: setUp.manifest.stacks.map(stack =>
            stack.stackName === 'CDKToolkit' && stack.account === '222222222222'
              ? {
                  ...stack,
                  parameters: { ...stack.parameters, TrustedAccounts: '' },
                }
              : stack,
          ),
        },
      }),
      /H1/,
    ],
    [
      'change sets, to the deploy role',
      setUp =>
        changed(setUp, toolkit, '- cloudformation:CreateChangeSet\n', '\n'),
      /H2/,
    ],
    [
      'passing roles',
      setUp =>
        changed(setUp, toolkit, 'Action: iam:PassRole', 'Action: iam:GetRole'),
      /H3/,
    ],
    [
      'the execution role, to CloudFormation',
      setUp =>
        changed(
          setUp,
          toolkit,
          'Service: cloudformation.amazonaws.com',
          'Service: codebuild.amazonaws.com',
        ),
      /H4/,
    ],
  ])('that does not grant %s is broken there', async (_what, change, hop) => {
    const { ailing } = await check(change(await read('bootstrap')));
    expect(ailing('broken').join(' ')).toMatch(hop);
  });

  it.each<[string, (file: string) => void, RegExp]>([
    [
      'names no account',
      file =>
        writeFileSync(
          file,
          readFileSync(file, 'utf8').replace(
            'aws://111111111111/eu-west-1',
            'aws://unknown-account/unknown-region',
          ),
        ),
      /^Stack Delivery is for aws:\/\/unknown-account\/unknown-region: give it an account and a Region/,
    ],
    [
      'leads out of its folder',
      file =>
        writeFileSync(
          file,
          readFileSync(file, 'utf8').replace(
            '"directoryName": "assembly-Europe"',
            '"directoryName": "../assembly-Europe"',
          ),
        ),
      /^The cloud assembly names the file \.\.\/assembly-Europe, which is not in it/,
    ],
    [
      'is no JSON',
      file => writeFileSync(file, '{'),
      /^manifest\.json of the cloud assembly cannot be read/,
    ],
    [
      'has no stack',
      file => writeFileSync(file, '{ "version": "50.0.0", "artifacts": {} }'),
      /^The cloud assembly has no CloudFormation stack/,
    ],
  ])('that %s is refused with a reason', async (_what, change, message) => {
    const copy = mkdtempSync(join(tmpdir(), 'assembly-'));
    cpSync(join(folder, 'cdk.out'), copy, { recursive: true });
    change(join(copy, 'manifest.json'));
    const found = await readAssembly({ assembly: copy, folder });
    expect(found).toMatchObject([
      { level: 'error', message: expect.stringMatching(message) },
    ]);
  });
});
