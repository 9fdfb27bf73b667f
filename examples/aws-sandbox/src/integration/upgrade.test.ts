import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPipelineRecord } from 'backstage-plugin-cross-account-pipelines-node';
import { stringify } from 'yaml';
import { packageFolder } from '../packageFolder';
import type { Sandbox } from '../Sandbox';
import {
  ordersSpec,
  portalConfig,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';
import { putIdleSource } from '../seed/putIdleSource';
import { runIn } from './__testUtils__/runIn';

jest.setTimeout(120_000);

const arn = `arn:aws:codepipeline:eu-west-1:${TOOLS}:orders`;

/** What the suite rendered on 20 November 2026 for the same spec. */
const old = packageFolder('src/integration/fixtures/rendered-2026-11-20');

describe('a pipeline that the first version made', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
    folder = await mkdtemp(join(tmpdir(), 'upgrade-'));
    await writeFile(join(folder, 'orders.yaml'), stringify(ordersSpec()));
    await writeFile(
      join(folder, 'app-config.yaml'),
      stringify(portalConfig(sandbox)),
    );
    await cp(old, join(folder, 'old'), { recursive: true });
  });

  afterAll(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const run = (...args: string[]) => runIn(folder, ...args);

  it('is recognised: its files are judged and deployed as they are', async () => {
    const checked = await run('check', 'old', '--deployed', '--json');
    const { reports } = JSON.parse(checked.out);
    expect(reports.map(({ health }: any) => health)).toEqual(['healthy']);
    const deployed = await run('deploy', 'old');
    expect(deployed).toMatchObject({ code: 0 });
    expect(deployed.out.match(/^created/gm)).toHaveLength(4);
    const live = await run('check', '--live', arn, '--json');
    expect(JSON.parse(live.out).reports[0].health).toBe('healthy');
  });

  it('is looked at and left alone by a repair, since nothing tells what made it', async () => {
    expect(
      readPipelineRecord(await readFile(join(old, 'pipeline.yaml'), 'utf8')),
    ).toBeUndefined();
    await expect(run('repair', arn)).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing was written'),
    });
  });

  it('is compared with what this version renders', async () => {
    const compared = await run('deploy', 'orders.yaml', '--dry-run');
    expect(compared).toMatchObject({ code: 0 });
    expect(compared.out).toContain(
      `would be updated  ${TOOLS} eu-west-1 orders-pipeline`,
    );
  });

  it('is moved in one pass, and then like any other', async () => {
    const moved = await run('deploy', 'orders.yaml');
    expect(moved).toMatchObject({ code: 0 });
    expect(moved.out).toContain(`updated  ${TOOLS} eu-west-1 orders-pipeline`);
    const live = await run('check', '--live', arn, '--json');
    expect(JSON.parse(live.out).reports[0].health).toBe('healthy');
    const again = await run('deploy', 'orders.yaml');
    expect(again.out.match(/^unchanged/gm)).toHaveLength(4);
    await expect(run('repair', arn)).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('No resource of the stacks differs'),
    });
  });

  it('can be removed', async () => {
    const removed = await run('remove', arn, '--empty-buckets', '--json');
    expect(removed.code).toBe(0);
    expect(JSON.parse(removed.out).stacks).toHaveLength(4);
  });
});
