import { performance } from 'node:perf_hooks';
import { estateFromTemplates } from 'backstage-plugin-cross-account-pipelines-core';
import { predictManifest } from './predictManifest';
import { readTemplateFolder } from '../rendering';
import { planInThread } from './PlanningThread';
import { planningTasks } from './planningTasks';

jest.setTimeout(120_000);

function specFor(accounts: number) {
  return {
    name: 'fleet',
    account: '111111111111',
    region: 'eu-west-1',
    source: { provider: 'S3', bucket: 'sources', objectKey: 'fleet.zip' },
    build: {},
    deploy: {
      provider: 'CloudFormation',
      stackName: 'fleet',
      templatePath: 'template.yaml',
    },
    deployRole: {
      statements: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }],
    },
    organization: { id: 'o-a1b2c3d4e5' },
    stages: [
      {
        name: 'Production',
        targets: Array.from({ length: accounts }, (_, index) => ({
          account: String(200_000_000_000 + index),
          region: 'eu-west-1',
        })),
      },
    ],
  };
}

/** Milliseconds for which nobody else has a turn in this thread. */
async function heldDuring(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).active;
}

describe('planInThread', () => {
  const render = async (accounts: number) =>
    planInThread('render', {
      spec: specFor(accounts),
      templates: await readTemplateFolder(),
    });

  it('plans as this thread does', async () => {
    const templates = await readTemplateFolder();
    const rendered = await render(120);
    expect(rendered).toEqual(
      await planningTasks.render({ spec: specFor(120), templates }),
    );
    const check = await planInThread('checkRendered', { rendered });
    const expected = await planningTasks.checkRendered({ rendered });
    expect({ ...check, report: { ...check.report, readAt: '' } }).toEqual({
      ...expected,
      report: { ...expected.report, readAt: '' },
    });
    expect(check.report.links).toHaveLength(120);
  });

  it('holds this thread for a part of the time that it takes', async () => {
    const rendered = await render(300);
    const here = await heldDuring(() =>
      planningTasks.checkRendered({ rendered }),
    );
    // The least of three: a busy machine holds this thread as well.
    let there = Infinity;
    for (let time = 0; time < 3; time++) {
      there = Math.min(
        there,
        await heldDuring(() => planInThread('checkRendered', { rendered })),
      );
    }
    expect(there).toBeLessThan(here / 3);
  });

  it('asks in this thread what only AWS knows, and goes on with the answer', async () => {
    const rendered = await render(60);
    const { manifest, files } = rendered;
    const seen: number[] = [];
    const { reports } = await planInThread(
      'checkStacks',
      { manifest, templates: files },
      async (estate, pipelineArns) => {
        seen.push(Object.keys(estate.accounts).length, pipelineArns.length);
        estate.accounts['111111111111'].buckets.sources = {
          name: 'sources',
          region: 'eu-west-1',
        } as any;
      },
    );
    expect(seen).toEqual([61, 1]);
    const without = await planInThread('checkStacks', {
      manifest,
      templates: files,
    });
    expect(JSON.stringify(reports)).not.toBe(JSON.stringify(without.reports));
  });

  it('predicts what the accounts would hold, for many as for few', async () => {
    const { manifest, files } = await render(60);
    const options = { manifest, templates: files };
    expect(await predictManifest(options)).toEqual({
      estate: estateFromTemplates(options).estate,
      foreignRoles: [],
    });
  });

  it('says what is wrong with a spec as an error of the input', async () => {
    await expect(
      planInThread('render', {
        spec: { ...specFor(1), name: 'No Name' },
        templates: await readTemplateFolder(),
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('name'),
    });
  });

  it('fails with what the look-up failed with, and goes on', async () => {
    const rendered = await render(1);
    const failure = new Error('AWS is away');
    await expect(
      planInThread('checkRendered', { rendered }, async () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
    await expect(
      planInThread('checkRendered', { rendered }),
    ).resolves.toMatchObject({ findings: expect.anything() });
  });
});
