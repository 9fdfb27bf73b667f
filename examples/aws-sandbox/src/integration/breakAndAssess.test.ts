import {
  assessPipeline,
  explainError,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  collectEstate,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { BreakableHop } from '../control/hops';
import { startSeededSandbox } from '../__testUtils__/startSeededSandbox';
import type { Sandbox } from '../Sandbox';
import {
  DEV,
  HOME_REGION,
  PROD_EU,
  STAGING,
  TOOLS,
} from '../seed/samplePipelines';

const pipelineArn = `arn:aws:codepipeline:${HOME_REGION}:${TOOLS}:payments`;

/** What CloudFormation deploys, no worker reads. */
type DeploymentHop = Exclude<BreakableHop, 'worker-key'>;

/** The hop of trust-links.md that each break hits. */
const hopKinds: Record<DeploymentHop, string> = {
  trust: 'H1',
  assume: 'H1',
  key: 'H6',
  'key-identity': 'H6',
  bucket: 'H5',
  'pass-role': 'H3',
  'deploy-trust': 'H4',
  provider: 'H2',
  definition: 'H3',
};

/** What the sandbox refuses, the product must see before a run does. */
describe('a broken hop, read back and assessed', () => {
  let sandbox: Sandbox;
  let clients: AwsClients;

  beforeAll(async () => {
    ({ sandbox, clients } = await startSeededSandbox());
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const assess = async () => {
    const estate = await collectEstate({ clients, pipelineArn });
    const { links } = assessPipeline({ estate, pipelineArn });
    return {
      accounts: Object.fromEntries(
        links.map(({ account, health }) => [account.id, health]),
      ),
      broken: links
        .flatMap(({ hops }) => hops)
        .filter(({ health }) => health === 'broken'),
    };
  };

  const healthy = {
    [DEV]: 'healthy',
    [STAGING]: 'healthy',
    [PROD_EU]: 'healthy',
  };

  it.each(Object.keys(hopKinds) as DeploymentHop[])(
    'is named and explained: %s',
    async hop => {
      const reference = { pipeline: 'payments', account: STAGING, hop };
      sandbox.breakHop(reference);
      const { accounts, broken } = await assess();
      sandbox.startPipeline('payments');
      const run = await sandbox.waitForRun('payments');
      sandbox.mendHop(reference);

      expect(accounts).toEqual({ ...healthy, [STAGING]: 'broken' });
      expect(broken.map(verdict => verdict.hop)).toContain(hopKinds[hop]);
      expect(broken.filter(({ reason }) => !reason)).toEqual([]);
      const [text] = run.actions.flatMap(({ error }) => error ?? []);
      expect(explainError({ text })[0].hop).toBe(hopKinds[hop]);
      expect((await assess()).accounts).toEqual(healthy);
    },
  );
});
