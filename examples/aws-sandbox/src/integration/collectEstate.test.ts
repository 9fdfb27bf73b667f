import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  assessPipeline,
  type Estate,
  estateFromTemplates,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  collectEstate,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  portalClients,
  renderOrders,
  STAGING,
  TOOLS,
  startOrdersSandbox,
} from './__testUtils__/ordersPipeline';
import { putIdleSource } from '../seed/putIdleSource';

describe('collectEstate in the sandbox', () => {
  let sandbox: Sandbox;
  let orders: RenderedPipeline;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
    orders = await renderOrders();
    await deployOrders(sandbox, orders);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const collect = () =>
    collectEstate({
      clients: portalClients(sandbox),
      pipelineArn: orders.pipelineArn,
    });

  /** A moment later, when no change counts as young any more. */
  const assess = (estate: Estate) =>
    assessPipeline({
      estate,
      pipelineArn: orders.pipelineArn,
      now: new Date(Date.now() + 3_600_000),
    });

  const verdictsOf = (estate: Estate) => hopsOf(assess(estate));

  const brokenHops = async () =>
    verdictsOf(await collect()).filter(({ health }) => health === 'broken');

  const actionRoleOf = (estate: Estate, account: string) =>
    Object.keys(estate.accounts[account].roles)
      .find(arn => arn.includes('action'))!
      .split('/')
      .pop()!;

  it('reads all that the links hang on, and it is as it was predicted', async () => {
    const estate = await collect();
    for (const account of [TOOLS, DEV, STAGING]) {
      expect(estate.accounts[account]).toMatchObject({
        missing: [],
        unread: [],
      });
    }
    const { estate: predicted } = estateFromTemplates({
      manifest: orders.manifest,
      templates: orders.files,
    });
    const summary = (hops: ReturnType<typeof verdictsOf>) =>
      hops.map(({ hop, health, actions }) => ({ hop, health, actions }));
    expect(assess(estate).health).toBe('healthy');
    // The source bucket is in no template, so only AWS can tell about it.
    expect(summary(verdictsOf(estate))).toEqual(
      summary(verdictsOf(predicted)).map(hop =>
        hop.actions?.includes('Source/Source')
          ? { ...hop, health: 'healthy' }
          : hop,
      ),
    );
  });

  it('leads to the statement of a key policy that is missing', async () => {
    const { keys } = (await collect()).accounts[TOOLS];
    const [key] = Object.values(keys);
    const policy = key.policy as { Statement: Array<{ Sid: string }> };
    await clientsOf(sandbox).kms.send(
      new PutKeyPolicyCommand({
        KeyId: key.arn,
        Policy: JSON.stringify({
          ...policy,
          Statement: policy.Statement.slice(0, 1),
        }),
      }),
    );
    const broken = await brokenHops();
    expect(broken.length).toBeGreaterThan(0);
    for (const hop of broken) {
      expect(hop).toMatchObject({
        gate: 'key',
        side: 'resource',
        account: TOOLS,
        remedy: { account: TOOLS },
      });
    }
  });

  it('leads to a trust policy that does not name the service role', async () => {
    const RoleName = actionRoleOf(await collect(), STAGING);
    await clientsOf(sandbox, { account: STAGING }).iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${DEV}:root` },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    await expect(brokenHops()).resolves.toEqual([
      expect.objectContaining({
        hop: 'H1',
        gate: 'enter',
        side: 'resource',
        account: STAGING,
      }),
    ]);
  });

  it('finds a role that was deleted to be missing', async () => {
    const estate = await collect();
    const RoleName = actionRoleOf(estate, DEV);
    const { iam } = clientsOf(sandbox, { account: DEV });
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName }),
    );
    for (const PolicyName of PolicyNames!) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    }
    await iam.send(new DeleteRoleCommand({ RoleName }));
    const { missing } = (await collect()).accounts[DEV];
    expect(missing).toEqual([
      expect.stringMatching(new RegExp(`${RoleName}$`)),
    ]);
  });

  it('says what the portal may not read, and judges nothing there', async () => {
    await clientsOf(sandbox, { account: STAGING }).iam.send(
      new PutRolePolicyCommand({
        RoleName: 'backstage-reader',
        PolicyName: 'guardrail',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: 'iam:Get*', Resource: '*' }],
        }),
      }),
    );
    const estate = await collect();
    expect(estate.accounts[STAGING].unread).toContainEqual({
      id: expect.stringContaining(':role/'),
      reason: expect.stringMatching(
        /^iam:GetRole was denied in account 222222222222.*with an explicit deny/,
      ),
    });
    const { links } = assess(estate);
    expect(links.find(({ account }) => account.id === STAGING)?.health).toBe(
      'unknown',
    );
    expect(links.find(({ account }) => account.id === DEV)?.health).not.toBe(
      'unknown',
    );
  });
});
