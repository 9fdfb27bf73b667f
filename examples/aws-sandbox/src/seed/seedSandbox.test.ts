import { assessPipeline } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  collectEstate,
} from 'backstage-plugin-cross-account-pipelines-node';
import { startSeededSandbox } from '../__testUtils__/startSeededSandbox';
import type { Sandbox } from '../Sandbox';
import {
  HOME_REGION,
  PROD_EU,
  PROD_US,
  STAGING,
  TOOLS,
} from './samplePipelines';

describe('seedSandbox', () => {
  let sandbox: Sandbox;
  let clients: AwsClients;

  beforeAll(async () => {
    ({ sandbox, clients } = await startSeededSandbox());
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  /** What the portal's card shows of a pipeline. */
  const reportOf = async (name: string) => {
    const pipelineArn = `arn:aws:codepipeline:${HOME_REGION}:${TOOLS}:${name}`;
    const estate = await collectEstate({ clients, pipelineArn });
    return assessPipeline({ estate, pipelineArn });
  };

  const unhealthyHops = async (name: string) => {
    const { links } = await reportOf(name);
    return links.flatMap(link =>
      link.hops
        .filter(({ health }) => health !== 'healthy')
        .map(({ hop, health }) => `${link.account.id} ${hop} ${health}`),
    );
  };

  it('has a pipeline in which nothing is broken', async () => {
    expect(await unhealthyHops('payments')).toEqual([]);
  });

  it('has a pipeline whose key is closed to one account', async () => {
    const { health, links } = await reportOf('checkout');
    expect(health).toBe('broken');
    expect(
      links.map(({ account, health: each }) => `${account.id} ${each}`).sort(),
    ).toEqual([`${STAGING} healthy`, `${PROD_EU} broken`]);
  });

  it('has a pipeline that one account does not trust', async () => {
    expect((await reportOf('invoices')).health).toBe('broken');
    expect(await unhealthyHops('invoices')).toContainEqual(
      expect.stringContaining(STAGING),
    );
  });

  it('has a pipeline that works, with a trust that is too wide', async () => {
    const { health, findings } = await reportOf('search-api');
    expect(health).toBe('warning');
    expect(JSON.stringify(findings)).toContain(PROD_US);
    expect((await sandbox.waitForRun('search-api')).status).toBe('Succeeded');
  });

  it('has the source of a service without a pipeline', () => {
    const { objects } = sandbox.world.buckets.get(`sample-sources-${TOOLS}`)!;
    expect([...objects.keys()]).toContain('orders.zip');
    expect(
      sandbox
        .describe()
        .pipelines.map(({ name }) => name)
        .sort(),
    ).toEqual(['checkout', 'invoices', 'payments', 'search-api']);
  });
});
