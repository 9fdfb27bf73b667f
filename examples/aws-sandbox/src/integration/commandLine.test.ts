import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from 'backstage-plugin-cross-account-pipelines-node';
import { stringify } from 'yaml';
import type { Sandbox } from '../Sandbox';
import {
  ordersSpec,
  portalConfig,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';

const arn = `arn:aws:codepipeline:eu-west-1:${TOOLS}:orders`;

describe('the command line without a portal', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    folder = await mkdtemp(join(tmpdir(), 'command-line-'));
    await writeFile(join(folder, 'orders.yaml'), stringify(ordersSpec()));
    await writeFile(
      join(folder, 'app-config.yaml'),
      stringify(portalConfig(sandbox)),
    );
  });

  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const run = async (...args: string[]) => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const [code, out, err] = await Promise.all([
      runCommandLine([...args, '--config', 'app-config.yaml'], {
        stdin: Readable.from([]),
        stdout,
        stderr,
        env: process.env,
        folder,
      }).finally(() => {
        stdout.end();
        stderr.end();
      }),
      text(stdout),
      text(stderr),
    ]);
    return { code, out, err };
  };

  it('stops at what is unknown, deploys when it may, and removes', async () => {
    const configure = (own: object) =>
      writeFile(
        join(folder, 'app-config.yaml'),
        stringify(portalConfig(sandbox, own)),
      );
    await configure({ readerRoleName: 'nobody' });
    const unknown = await run('deploy', 'orders.yaml');
    expect(unknown.code).toBe(3);
    expect(unknown.err).toContain('Something is unknown; nothing was changed');

    const planned = await run(
      'deploy',
      'orders.yaml',
      '--allow-unknown',
      '--dry-run',
    );
    expect(planned).toMatchObject({ code: 0 });
    expect(planned.err).toContain('Plan: 4 stacks to create');
    expect(planned.out).toContain('would be created');

    await configure({});
    const deployed = await run(
      'deploy',
      'orders.yaml',
      '--progress',
      '--concurrency',
      '2',
    );
    expect(deployed).toMatchObject({ code: 0 });
    expect(deployed.out.match(/^created {2}/gm)).toHaveLength(4);
    expect(deployed.err).toMatch(/orders-target\] created in \d+ s \(2 of 2\)/);

    const removed = await run('remove', arn, '--json');
    expect(removed.code).toBe(0);
    expect(JSON.parse(removed.out)).toMatchObject({
      version: 1,
      kept: [],
      stacks: Array(4).fill({ outcome: 'deleted' }),
    });
    await expect(run('remove', arn)).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no stack orders-pipeline'),
    });
  });
});
