import { readFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse, stringify } from 'yaml';
import { runHere } from './__testUtils__/runBin';
import { spec } from './__testUtils__/spec';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const region = 'eu-west-1';
const account = (id: string, environment: string) => ({
  id,
  name: `${environment}-${id[0]}`,
  environment,
  regions: [region],
});

const folder = createMockDirectory({
  content: {
    'orders.yaml': stringify({
      ...spec,
      stages: [
        {
          name: 'Fleet',
          targets: [{ rule: { environment: 'prod' }, region }],
        },
      ],
    }),
    'app-config.yaml': stringify({
      crossAccountPipelines: {
        accounts: [
          account('111111111111', 'tools'),
          account('222222222222', 'dev'),
          account('333333333333', 'prod'),
          account('444444444444', 'prod'),
        ],
      },
    }),
  },
});

const run = (...args: string[]) => runHere(args, { folder: folder.path });

describe('a spec whose targets a rule names', () => {
  it('is rendered for the accounts of the configuration', async () => {
    const { code, stdout } = await run(
      ...['render', 'orders.yaml', '-o', 'out', '--config', 'app-config.yaml'],
    );
    expect(stdout).toContain(
      'environment=prod of stage Fleet: prod-3 (333333333333), prod-4 (444444444444)',
    );
    expect(code).toBe(0);
    const { stacks } = parse(
      await readFile(folder.resolve('out/manifest.yaml'), 'utf8'),
    );
    expect(
      stacks
        .filter(({ phase }: any) => phase === 'target')
        .map((stack: any) => stack.account),
    ).toEqual(['333333333333', '444444444444']);
  });

  it('is refused without, at the rule', async () => {
    const { code, stdout, stderr } = await run('check', 'orders.yaml');
    expect(`${stdout}${stderr}`).toMatch(
      /orders\.yaml:\d+:\d+[^]*stages\[0\]\.targets\[0\]\.rule environment=prod chooses from the configured accounts, and none are given/,
    );
    expect(code).toBe(1);
  });
});
