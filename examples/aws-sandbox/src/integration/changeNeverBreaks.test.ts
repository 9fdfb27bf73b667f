import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  assessPipeline,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  collectEstate,
  type DeployManifestOptions,
  formatDeploymentEvent,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  portalClients,
  renderOrders,
  stageIn,
  STAGING,
  startOrdersSandbox,
} from './__testUtils__/ordersPipeline';
import { putIdleSource } from '../seed/putIdleSource';

/** A pipeline of stages with an account each. */
function ordersIn(
  accounts: string[],
  own: object = {},
): Promise<RenderedPipeline> {
  return renderOrders('orders', {
    stages: accounts.map((account, index) => stageIn(account, `Stage${index}`)),
    ...own,
  });
}

const tagged = { principalTags: { team: 'orders' } };

describe('a pipeline that is changed', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox({ delay: 5 });
    await putIdleSource(sandbox);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const deploy = async (
    pipeline: RenderedPipeline,
    checkpoint?: DeployManifestOptions['checkpoint'],
  ) => {
    const lines: string[] = [];
    const result = await deployOrders(sandbox, pipeline, {
      onEvent: event => lines.push(formatDeploymentEvent(event)),
      checkpoint,
      allowLoss: true,
    });
    return { ...result, lines };
  };

  const brokenHops = async (pipelineArn: string) => {
    const estate = await collectEstate({
      clients: portalClients(sandbox),
      pipelineArn,
    });
    return (
      hopsOf(assessPipeline({ estate, pipelineArn }))
        // What is broken since a moment ago counts as pending.
        .filter(({ health }) => ['broken', 'pending'].includes(health))
        .map(({ id }) => id)
    );
  };

  /**
   * Reads the pipeline before and after each write of a change, and over and
   * over while it goes on. What was switched in the middle of a reading shows in
   * that reading only.
   */
  const change = async (after: RenderedPipeline) => {
    const broken: string[] = [];
    let readings = 0;
    const look = async () => {
      const found = await brokenHops(after.pipelineArn);
      const again = found.length > 0 ? await brokenHops(after.pipelineArn) : [];
      broken.push(...found.filter(id => again.includes(id)));
      readings += 1;
    };
    let going = true;
    const deployment = deploy(after, async (_, submit) => {
      await look();
      const submitted = await submit();
      await look();
      return submitted;
    }).then(
      ({ lines }) => ({ lines }),
      (error: Error) => ({ lines: [], error }),
    );
    deployment.finally(() => {
      going = false;
    });
    while (going) {
      await look();
    }
    const { lines, error } = (await deployment) as {
      lines: string[];
      error?: Error;
    };
    return { lines, error, broken, readings };
  };

  it.each<
    [
      string,
      Parameters<typeof ordersIn>,
      Parameters<typeof ordersIn>,
      takesAway: boolean,
    ]
  >([
    ['gains an account', [[DEV]], [[DEV, STAGING]], false],
    ['loses an account', [[DEV, STAGING]], [[STAGING]], true],
    ['moves to another account', [[DEV]], [[STAGING]], true],
    ['comes to be known by a tag', [[DEV]], [[DEV], tagged], true],
    ['loses the tag that it is known by', [[DEV], tagged], [[DEV]], true],
    [
      'comes to be known by another value of its tag',
      [[DEV], tagged],
      [[DEV], { principalTags: { team: 'platform' } }],
      true,
    ],
  ])('works all the time while it %s', async (_, from, to, takesAway) => {
    const before = await ordersIn(...from);
    await deploy(before);
    const { pipelineArn } = before;
    expect(await brokenHops(pipelineArn)).toEqual([]);

    const { lines, error, broken, readings } = await change(
      await ordersIn(...to),
    );
    expect(error).toBeUndefined();
    expect(readings).toBeGreaterThan(5);
    expect(broken).toEqual([]);
    expect(lines.some(line => line.startsWith('Taking away'))).toBe(takesAway);
    // Nothing is left of what was only needed meanwhile.
    const again = await deploy(await ordersIn(...to));
    expect(again.lines[0]).toMatch(/^Plan: nothing changes$/m);
  });

  it('works on as it was when the change fails', async () => {
    const before = await ordersIn([DEV]);
    await deploy(before);
    const { pipelineArn } = before;
    const after = await ordersIn([STAGING]);
    const { iam } = clientsOf(sandbox, { account: STAGING });
    const RoleName = after.manifest.stacks[1].parameters!
      .ActionRoleName as string;
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    const failed = await change(after);
    expect(failed.error?.message).toContain('1 of 1 target stacks failed');
    expect(failed.broken).toEqual([]);
    expect(await brokenHops(pipelineArn)).toEqual([]);
  });
});
