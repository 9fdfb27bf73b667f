import {
  GetRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { pipelineNames } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../Sandbox';
import { ageWorld } from './ageWorld';
import { deployPipeline } from './deployPipeline';
import {
  DEV,
  HOME_REGION,
  PROD_EU,
  PROD_US,
  samplePipeline,
  STAGING,
  TOOLS,
} from './samplePipelines';
import { putSampleSources } from './sampleSource';

const pipelines = [
  samplePipeline({
    name: 'payments',
    stages: [
      { name: 'Dev', account: DEV },
      { name: 'Staging', account: STAGING },
      { name: 'Prod', account: PROD_EU },
    ],
  }),
  samplePipeline({
    name: 'checkout',
    stages: [
      { name: 'Staging', account: STAGING },
      { name: 'Prod', account: PROD_EU },
    ],
  }),
  samplePipeline({
    name: 'invoices',
    stages: [
      { name: 'Dev', account: DEV },
      { name: 'Staging', account: STAGING },
    ],
  }),
  samplePipeline({
    name: 'search-api',
    stages: [
      { name: 'Dev', account: DEV },
      { name: 'ProdUs', account: PROD_US },
    ],
  }),
];

/** The services that have no pipeline yet. */
const UNCLAIMED_SERVICES = ['orders', 'shipping'];

/** Lets every role of the pipeline account in, not only the service role. */
async function widenTrust(
  sandbox: Sandbox,
  pipeline: string,
  account: string,
): Promise<void> {
  const iam = new IAMClient({
    region: HOME_REGION,
    endpoint: sandbox.url,
    credentials: sandbox.administrator(account),
  });
  const { actionRole: RoleName } = pipelineNames({
    name: pipeline,
    account: TOOLS,
  });
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  const trust = JSON.parse(decodeURIComponent(role!.AssumeRolePolicyDocument!));
  await iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName,
      PolicyDocument: JSON.stringify({
        ...trust,
        Statement: trust.Statement.map(
          ({ Condition, ...statement }: Record<string, unknown>) => statement,
        ),
      }),
    }),
  );
  iam.destroy();
}

/**
 * Fills the sandbox: sources, a healthy pipeline, two that are broken in
 * different ways, and one that trusts too many.
 *
 * @param options - `clients` must reach this sandbox
 */
export async function seedSandbox(options: {
  sandbox: Sandbox;
  clients: AwsClients;
}): Promise<void> {
  const { sandbox, clients } = options;
  await putSampleSources({
    sandbox,
    account: TOOLS,
    region: HOME_REGION,
    services: [...UNCLAIMED_SERVICES, ...pipelines.map(({ name }) => name)],
  });
  await Promise.all(pipelines.map(spec => deployPipeline(spec, clients)));
  // Each pipeline runs once when it is made.
  await Promise.all(pipelines.map(({ name }) => sandbox.waitForRun(name)));
  sandbox.breakHop({ pipeline: 'checkout', account: PROD_EU, hop: 'key' });
  sandbox.breakHop({ pipeline: 'invoices', account: STAGING, hop: 'trust' });
  await widenTrust(sandbox, 'search-api', PROD_US);
  ageWorld(sandbox);
}
