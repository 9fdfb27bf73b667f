import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import { clientsOf, DEV, TOOLS } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { breakableHops, type BreakableHop } from '../control/hops';
import { deploySampleOrders } from './__testUtils__/deploySampleOrders';

describe('the stacks of a pipeline', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startReachableSandbox();
    await deploySampleOrders(sandbox, [{ name: 'Dev', account: DEV }]);
    await sandbox.waitForRun('orders');
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const detectIn = async (account: string) => {
    const { cloudFormation } = clientsOf(sandbox, { account });
    const { stacks } = sandbox.world
      .account(account)
      .region('eu-west-1').cloudFormation;
    const found: string[] = [];
    for (const { name: StackName } of stacks) {
      const { StackDriftDetectionId } = await cloudFormation.send(
        new DetectStackDriftCommand({ StackName }),
      );
      let status;
      do {
        ({ DetectionStatus: status } = await cloudFormation.send(
          new DescribeStackDriftDetectionStatusCommand({
            StackDriftDetectionId,
          }),
        ));
      } while (status === 'DETECTION_IN_PROGRESS');
      expect(status).toBe('DETECTION_COMPLETE');
      const { StackResourceDrifts } = await cloudFormation.send(
        new DescribeStackResourceDriftsCommand({ StackName }),
      );
      found.push(
        ...StackResourceDrifts!
          .filter(
            ({ StackResourceDriftStatus }) =>
              StackResourceDriftStatus !== 'IN_SYNC',
          )
          .map(
            ({ LogicalResourceId, PropertyDifferences }) =>
              `${LogicalResourceId}: ${PropertyDifferences!
                .map(({ PropertyPath }) => PropertyPath)
                .join(' ')}`,
          ),
      );
    }
    return found;
  };

  const detect = async () => [
    ...(await detectIn(TOOLS)),
    ...(await detectIn(DEV)),
  ];

  it('are in sync when they are deployed', async () => {
    expect(await detect()).toEqual([]);
  });

  it.each(Object.keys(breakableHops) as BreakableHop[])(
    'drift when somebody breaks the hop %s, and no longer when it is mended',
    async hop => {
      const reference = { pipeline: 'orders', account: DEV, hop };
      try {
        sandbox.breakHop(reference);
      } catch {
        // A pipeline has only those hops that its actions need.
        return;
      }
      const drifts = await detect();
      sandbox.mendHop(reference);
      expect(drifts).not.toEqual([]);
      expect(await detect()).toEqual([]);
    },
  );
});
