import { spawn } from 'node:child_process';
import { chmod, cp, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse, stringify } from 'yaml';
import { bin, name as packageName } from '../../package.json';
import { spec } from './__testUtils__/spec';

// Each test starts processes, on machines that do other things as well.
jest.setTimeout(120_000);

const recipes = resolve(__dirname, '../../../../templates/ci');
const folder = createMockDirectory();

/** What npx does with the package, and what gh is asked, without their hosts. */
const programs = {
  npx: `#!/bin/bash
set -e
[ "$1 $2" = "--yes -p" ] && [[ "$3" == ${packageName}@* ]] && [ "$4" = cross-account-pipelines ]
exec '${process.execPath}' '${resolve(
    __dirname,
    '../../bin/cross-account-pipelines',
  )}' "\${@:5}"
`,
  gh: `#!/bin/bash
printf '%s\\n' "$*" > asked.txt
cp "$5" commented.md
`,
};

beforeEach(async () => {
  folder.setContent({
    bin: programs,
    temp: {},
    'output.txt': '',
    'orders.yaml': stringify(spec),
    'findings.yaml': stringify({
      version: 1,
      rules: [{ rule: 'no-such-rule', level: 'error' }],
    }),
  });
  await Promise.all(
    Object.keys(programs).map(name =>
      chmod(folder.resolve('bin', name), 0o755),
    ),
  );
  await cp(
    resolve(__dirname, 'fixtures/published-sample'),
    folder.resolve('sample'),
    { recursive: true },
  );
});

async function runScript(script: string, env: Record<string, string>) {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail'], {
    cwd: folder.path,
    env: {
      HOME: process.env.HOME,
      PATH: `${folder.resolve('bin')}:${process.env.PATH}`,
      ...env,
    },
  });
  child.stdin.end(script);
  const [code, stdout, stderr] = await Promise.all([
    new Promise<number | null>(done => {
      child.on('close', done);
    }),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

interface Step {
  name: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
}

/** Runs the action's own scripts, with the values that GitHub would fill in. */
async function runAction(inputs: Record<string, string>) {
  const action = parse(
    await readFile(resolve(recipes, 'github/action.yml'), 'utf8'),
  ) as {
    inputs: Record<string, { default?: string }>;
    runs: { steps: Step[] };
  };
  const values = new Map<string, string>([
    ['github.token', 'token'],
    ['github.event.pull_request.number', '7'],
    ['runner.temp', folder.resolve('temp')],
    ...Object.entries(action.inputs).map(
      ([name, { default: value = '' }]) => [`inputs.${name}`, value] as const,
    ),
    ...Object.entries(inputs).map(
      ([name, value]) => [`inputs.${name}`, value] as const,
    ),
  ]);
  const fillIn = (template: string) =>
    template.replace(/\$\{\{ ([^}]+) \}\}/g, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined) {
        throw new Error(`GitHub knows no ${name}`);
      }
      return value;
    });
  const results: Record<string, Awaited<ReturnType<typeof runScript>>> = {};
  for (const step of action.runs.steps.filter(({ run }) => run)) {
    // eslint-disable-next-line no-await-in-loop -- steps follow one another
    results[step.name] = await runScript(step.run!, {
      RUNNER_TEMP: folder.resolve('temp'),
      GITHUB_OUTPUT: folder.resolve('output.txt'),
      ...Object.fromEntries(
        Object.entries(step.env ?? {}).map(([name, value]) => [
          name,
          fillIn(value),
        ]),
      ),
    });
    for (const line of (await readFile(folder.resolve('output.txt'), 'utf8'))
      .split('\n')
      .filter(Boolean)) {
      const [name, value] = line.split('=');
      values.set(`steps.check.outputs.${name}`, value);
    }
  }
  return results;
}

const read = (...path: string[]) => readFile(folder.resolve(...path), 'utf8');

describe('the action for GitHub', () => {
  it('is content with what is healthy, and comments with the plan', async () => {
    const results = await runAction({
      path: 'orders.yaml',
      'allow-unknown': 'true',
    });
    expect(results['Check the stacks']).toMatchObject({ code: 0, stderr: '' });
    expect(results['Say whether all is well'].code).toBe(0);
    const { runs } = JSON.parse(await read('temp', 'findings.sarif'));
    expect(runs[0].tool.driver.name).toBe('cross-account-pipelines');
    expect(await read('commented.md')).toBe(
      `### Cross-account pipelines\n\`\`\`\n${await read(
        'temp',
        'plan.txt',
      )}\`\`\`\n`,
    );
    expect(await read('asked.txt')).toMatch(/^pr comment 7 /);
  });

  it('shows what is found, and ends as the command does', async () => {
    const results = await runAction({ path: 'sample' });
    expect(results['Check the stacks'].code).toBe(0);
    expect(results['Say whether all is well'].code).toBe(1);
    const { runs } = JSON.parse(await read('temp', 'findings.sarif'));
    expect(runs[0].results.length).toBeGreaterThan(0);
  });

  it('hands over a policy, and fails when it is wrong', async () => {
    const results = await runAction({
      path: 'orders.yaml',
      policy: 'findings.yaml',
    });
    expect(results['Check the stacks'].stderr).toContain('no-such-rule');
    expect(results['Say whether all is well'].code).toBe(2);
  });
});

describe('the job for GitLab', () => {
  const job = async (env: Record<string, string>) => {
    const { variables, 'check-pipelines': check } = parse(
      await readFile(resolve(recipes, 'gitlab/check.yml'), 'utf8'),
    ) as {
      variables: Record<string, string>;
      'check-pipelines': { script: string[] };
    };
    return runScript(check.script.join('\n'), { ...variables, ...env });
  };

  it('ends as the command does, and keeps the plan', async () => {
    expect(
      await job({
        PIPELINES_PATH: 'orders.yaml',
        PIPELINES_OPTIONS: '--allow-unknown',
      }),
    ).toMatchObject({ code: 0, stderr: '' });
    expect(await read('plan.txt')).toContain('orders in 111111111111');
    expect((await job({ PIPELINES_PATH: 'sample' })).code).toBe(1);
  });

  it('makes the plan a note of the merge request', async () => {
    const notes: Array<{ url?: string; token: unknown; body: string | null }> =
      [];
    const server = createServer(async (request: IncomingMessage, response) => {
      notes.push({
        url: request.url,
        token: request.headers['private-token'],
        body: new URLSearchParams(await text(request)).get('body'),
      });
      response.end('{}');
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    try {
      const { port } = server.address() as { port: number };
      const { code, stdout } = await job({
        PIPELINES_PATH: 'orders.yaml',
        PIPELINES_OPTIONS: '--allow-unknown',
        PIPELINES_TOKEN: 'canary-token',
        CI_MERGE_REQUEST_IID: '3',
        CI_PROJECT_ID: '5',
        CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
      });
      expect(code).toBe(0);
      expect(stdout).not.toContain('canary-token');
      expect(notes).toEqual([
        {
          url: '/api/v4/projects/5/merge_requests/3/notes',
          token: 'canary-token',
          body: expect.stringContaining('orders in 111111111111'),
        },
      ]);
    } finally {
      server.close();
    }
  });
});

describe('the container', () => {
  it('installs this package, and starts its command', async () => {
    const dockerfile = await readFile(
      resolve(recipes, 'container/Dockerfile'),
      'utf8',
    );
    expect(dockerfile).toContain(`npm install --global "${packageName}@`);
    expect(dockerfile).toContain(
      `ENTRYPOINT ${JSON.stringify(Object.keys(bin))}`,
    );
  });
});
