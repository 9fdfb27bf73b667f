import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { runBin } from './__testUtils__/runBin';

// Each test starts a process, on machines that do other things as well.
jest.setTimeout(120_000);

const folder = createMockDirectory();

/** The files that the program loads to do something. */
async function modulesOf(args: string[]): Promise<string[]> {
  const { code, stderr } = await runBin(args, {
    folder: folder.path,
    env: {
      NODE_OPTIONS: `--require ${JSON.stringify(
        resolve(__dirname, '__testUtils__/tellModules.cjs'),
      )}`,
    },
  });
  expect([0, 1, 3]).toContain(code);
  const modules = stderr.split('\n');
  expect(modules.length).toBeGreaterThan(10);
  return modules;
}

const awsSdk = /node_modules\/(@aws-sdk|@smithy)\//;
const backstage =
  /node_modules\/@backstage\/(?!cli|errors\/|config\/)|backstage-plugin-/;
const validator = /node_modules\/@aws\/cloudformation-validate/;
const engine =
  /cross-account-pipelines-core\/src\/(assessment|checking|estate)/;
const schemas = /node_modules\/zod\//;

describe('a command loads nothing that it does not need:', () => {
  it.each([
    [
      '--version',
      ['--version'],
      [awsSdk, backstage, validator, engine, schemas],
    ],
    ['--help', ['--help'], [awsSdk, backstage, validator, engine, schemas]],
    [
      'explain',
      ['explain', 'AccessDenied when calling AssumeRole'],
      [awsSdk, backstage, validator, engine, schemas],
    ],
    ['check', ['check', 'sample'], [awsSdk, backstage]],
  ])('%s', async (_, args, unneeded) => {
    await cp(
      resolve(__dirname, 'fixtures/published-sample'),
      folder.resolve('sample'),
      { recursive: true },
    );
    const modules = await modulesOf(args);
    for (const pattern of unneeded) {
      expect(modules.filter(module => pattern.test(module))).toEqual([]);
    }
  });

  it('the AWS SDK where AWS is read', async () => {
    const { stderr } = await runBin(
      ['check', '--live', 'arn:aws:codepipeline:eu-west-1:111111111111:orders'],
      {
        folder: folder.path,
        env: {
          AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
          AWS_ACCESS_KEY_ID: 'AKIANOBODY0000000000',
          AWS_SECRET_ACCESS_KEY: 'nobody',
          NODE_OPTIONS: `--require ${JSON.stringify(
            resolve(__dirname, '__testUtils__/tellModules.cjs'),
          )}`,
        },
      },
    );
    expect(stderr).toMatch(awsSdk);
  });
});
