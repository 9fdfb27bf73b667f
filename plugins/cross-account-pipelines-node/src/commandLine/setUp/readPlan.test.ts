import { copyFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { runHere } from '../__testUtils__/runBin';

jest.setTimeout(120_000);

const folder = createMockDirectory();

const run = (...args: string[]) => runHere(args, { folder: folder.path });

const plans = resolve(
  __dirname,
  '../../../../cross-account-pipelines-core/src/estate/terraform/fixtures',
);

beforeEach(async () => {
  folder.clear();
  await copyFile(resolve(plans, 'plan.json'), folder.resolve('plan.json'));
});

/** Writes the plan with another text in it. */
async function edit(from: string, to: string) {
  const text = folder.content()! as Record<string, string>;
  expect(text['plan.json']).toContain(from);
  await writeFile(
    folder.resolve('plan.json'),
    text['plan.json'].replaceAll(from, to),
  );
}

describe('check of a Terraform plan', () => {
  it('finds nothing in one that is right', async () => {
    const { code, stdout } = await run('check', 'plan.json');
    expect(stdout).toContain('orders in 111111111111, eu-west-1: healthy');
    expect(stdout).toContain('Nothing was found.');
    expect(code).toBe(0);
  });

  it('names the address of what is wrong, for people and machines', async () => {
    await edit('role/orders-pipeline', 'role/orders-other');
    const { code, stdout } = await run('check', 'plan.json');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'plan.json (module.production.aws_iam_role.action)',
    );
    const sarif = JSON.parse(
      (await run('check', '--sarif', 'plan.json')).stdout,
    );
    expect(
      sarif.runs[0].results.map(({ locations }: any) => locations[0]),
    ).toContainEqual({
      physicalLocation: {
        artifactLocation: { uri: 'plan.json' },
      },
      logicalLocations: [
        {
          fullyQualifiedName: 'module.production.aws_iam_role.action',
          kind: 'resource',
        },
      ],
    });
  });

  it('shows no id that nobody has chosen', async () => {
    await edit('333333333333:root', '444444444444:root');
    const { code, stdout } = await run('check', '--json', 'plan.json');
    expect(code).toBe(1);
    expect(JSON.stringify(JSON.parse(stdout).findings)).not.toMatch(
      /00000000-/,
    );
  });

  it('asks where a provider works and takes the answer', async () => {
    await edit('"constant_value":["111111111111"]', '"constant_value":[]');
    await edit('"account_id":"111111111111"', '"account_id":null');
    const asked = await run('check', 'plan.json');
    expect(asked.code).toBe(1);
    expect(asked.stdout).toContain(
      'The plan does not say in which account the provider aws works.',
    );
    expect(asked.stdout).toContain('--provider aws=111111111111/eu-west-1');
    const { code } = await run(
      'check',
      'plan.json',
      '--provider=aws=111111111111/eu-west-1',
      '--provider=aws.america=111111111111',
    );
    expect(code).toBe(0);
  });

  it.each([
    ['aws', /--provider takes <name>=<account>\/<region>/],
    ['aws=', /--provider takes <name>=<account>\/<region>/],
    ['aws=11111', /--provider takes <name>=<account>\/<region>/],
    ['aws=111111111111/nowhere-1', /AWS has no Region nowhere-1/],
  ])('refuses --provider %s', async (provider, message) => {
    const { code, stderr } = await run(
      'check',
      'plan.json',
      '--provider',
      provider,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('takes --provider with a plan alone', async () => {
    await writeFile(folder.resolve('orders.yaml'), 'name: orders');
    const { code, stderr } = await run(
      'check',
      'orders.yaml',
      '--provider',
      'aws=111111111111',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('of a Terraform plan');
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a state',
      'plan.json',
      '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
      /plan\.json is a state of Terraform and no plan: .*terraform show -json plan\.out/,
    ],
    [
      'the log of a plan',
      'plan.json',
      '{"@level":"info","type":"version"}\n{"@level":"info"}\n',
      /plan\.json is the log of terraform plan -json/,
    ],
    [
      "a plan in Terraform's own format",
      'plan.out',
      'PK\u0003\u0004\u0000\u0000',
      /plan\.out is no text; if it is a plan of Terraform, write it as JSON with: terraform show -json plan\.out/,
    ],
  ])('says how to make a plan of %s', async (_what, file, text, message) => {
    await writeFile(folder.resolve(file), text);
    const { code, stderr } = await run('check', file);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('compares no plan with what is deployed', async () => {
    const { code, stderr } = await run('check', 'plan.json', '--deployed');
    expect(code).toBe(2);
    expect(stderr).toContain('without --deployed');
  });
});
