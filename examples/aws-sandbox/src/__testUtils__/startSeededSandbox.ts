import type { AwsClients } from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../Sandbox';
import { portalClients } from '../seed/portalClients';
import { accountIds } from '../seed/samplePipelines';
import { seedSandbox } from '../seed/seedSandbox';
import { startReachableSandbox } from './startReachableSandbox';

/** Starts a sandbox with the sample pipelines in it. */
export async function startSeededSandbox(): Promise<{
  sandbox: Sandbox;
  clients: AwsClients;
}> {
  const sandbox = await startReachableSandbox();
  const clients = portalClients(sandbox, accountIds);
  await seedSandbox({ sandbox, clients });
  return { sandbox, clients };
}
