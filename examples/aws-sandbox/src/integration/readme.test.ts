import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  hopsOf,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parse, stringify } from 'yaml';
import { REGION, TOOLS } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import { packageFolder } from '../packageFolder';
import type { Sandbox } from '../Sandbox';
import { runIn } from './__testUtils__/runIn';

jest.setTimeout(120_000);

/** The first YAML block of a page that says something. */
function exampleOf(page: string, said: string) {
  const blocks = readFileSync(packageFolder(page), 'utf8').matchAll(
    /^( *)```yaml[^\n]*\n([\s\S]*?)^ *```$/gm,
  );
  const [, indent, block] = [...blocks].find(([, , each]) =>
    each.includes(said),
  )!;
  return parse(block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

describe("the README's configuration and spec", () => {
  const spec = exampleOf(
    '../../plugins/cross-account-pipelines-node/README.md',
    'stages:',
  );
  const config = exampleOf('../../README.md', 'crossAccountPipelines:\n');
  let sandbox: Sandbox;
  let folder: string;

  beforeEach(async () => {
    sandbox = await startReachableSandbox();
    folder = await mkdtemp(join(tmpdir(), 'readme-'));
    await writeFile(join(folder, 'orders.yaml'), stringify(spec));
    await writeFile(
      join(folder, 'app-config.yaml'),
      stringify({
        ...config,
        aws: { ...config.aws, mainAccount: { ...sandbox.portal } },
      }),
    );
  });

  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const run = (...args: string[]) => runIn(folder, ...args);

  /** As somebody does in the console, and completes it there. */
  function connect() {
    const { connectionArn: arn } = spec.source;
    sandbox.world
      .account(TOOLS)
      .region(REGION)
      .codeConnections.connections.set(arn, {
        arn,
        name: 'shop',
        providerType: 'GitHub',
        status: 'AVAILABLE',
        tags: {},
      });
  }

  it('leave nothing unknown, and deploy', async () => {
    connect();
    const planned = await run('check', 'orders.yaml', '--deployed', '--json');
    expect(planned.err).toBe('');
    const { reports, findings } = JSON.parse(planned.out);
    expect(findings).toEqual([]);
    const hops = (reports as PipelineReport[]).flatMap(hopsOf);
    expect(hops.length).toBeGreaterThan(20);
    expect(hops.filter(({ health }) => health !== 'healthy')).toEqual([]);
    expect(planned.code).toBe(0);

    const deployed = await run('deploy', 'orders.yaml');
    expect(deployed).toMatchObject({ code: 0, err: '' });
    expect(deployed.out.match(/^created {2}/gm)).toHaveLength(6);
  });

  it('make nothing where the connection does not exist', async () => {
    const { code, err } = await run('deploy', 'orders.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/Connection \S+ does not exist/);
    const { cloudFormation } = sandbox.world.account(TOOLS).region(REGION);
    expect(cloudFormation.stacks.map(({ name }) => name)).toEqual([
      'portal-access',
    ]);
  });
});
