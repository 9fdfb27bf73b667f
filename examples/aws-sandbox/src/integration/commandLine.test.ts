import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
} from '@aws-sdk/client-codepipeline';
import { GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { stringify } from 'yaml';
import { clientsOf } from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import type { Sandbox } from '../Sandbox';
import {
  DEV,
  ordersSpec,
  portalConfig,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';
import { putIdleSource } from '../seed/putIdleSource';
import { runIn } from './__testUtils__/runIn';

const arn = `arn:aws:codepipeline:eu-west-1:${TOOLS}:orders`;

describe('the command line without a portal', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
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

  const run = (...args: string[]) => runIn(folder, ...args);

  /** What the suite has made it mends; of another's it says how. */
  const repairs = async () => {
    const { codePipeline, kms } = clientsOf(sandbox);
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name: 'orders' }),
    );
    const roleArn = await makeRole(sandbox, {
      account: TOOLS,
      name: 'by-hand',
      trusts: { Service: 'codepipeline.amazonaws.com' },
      statements: [{ Action: 's3:GetBucketLocation', Resource: '*' }],
    });
    const byHand = arn.replace(/orders$/, 'by-hand');
    const [source] = pipeline!.stages!;
    await codePipeline.send(
      new CreatePipelineCommand({
        pipeline: {
          name: 'by-hand',
          roleArn,
          artifactStore: pipeline!.artifactStore,
          stages: [
            source,
            {
              name: 'Approve',
              actions: [
                {
                  name: 'Approve',
                  actionTypeId: {
                    category: 'Approval',
                    owner: 'AWS',
                    provider: 'Manual',
                    version: '1',
                  },
                },
              ],
            },
          ],
        },
      }),
    );
    const keyPolicy = async () => {
      const { Policy } = await kms.send(
        new GetKeyPolicyCommand({
          KeyId: pipeline!.artifactStore!.encryptionKey!.id,
        }),
      );
      return Policy;
    };
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop: 'key' });
    const broken = await keyPolicy();

    const foreign = await run('repair', byHand);
    expect(foreign.out).toContain('This suite has not made the pipeline');
    expect(foreign.code).toBe(1);
    expect(foreign.out).toMatch(
      /^aws iam put-role-policy --role-name by-hand /m,
    );
    expect(foreign.out).toMatch(
      /^\+\+\+ 111111111111\/inline-policy-\S+\.json/m,
    );
    const planned = await run('repair', arn, '--dry-run', '--json');
    expect(planned.code).toBe(1);
    expect(JSON.parse(planned.out)).toMatchObject({ version: 1, dryRun: true });
    await expect(keyPolicy()).resolves.toBe(broken);

    const repaired = await run('repair', arn, '--progress');
    expect(repaired).toMatchObject({ code: 0 });
    expect(repaired.out).toContain('ArtifactKey (AWS::KMS::Key) was changed: ');
    expect(repaired.out).toContain('mended by a change set that reverts drift');
    expect(repaired.err).toContain('updated in');
    await expect(run('repair', arn)).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('No resource of the stacks differs'),
    });
    await codePipeline.send(new DeletePipelineCommand({ name: 'by-hand' }));
  };

  it('stops at what is unknown, deploys when it may, repairs, and removes', async () => {
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

    await repairs();

    const removed = await run('remove', arn, '--empty-buckets', '--json');
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
