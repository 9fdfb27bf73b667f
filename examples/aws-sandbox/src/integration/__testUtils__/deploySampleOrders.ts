import type { Sandbox } from '../../Sandbox';
import { deployPipeline } from '../../seed/deployPipeline';
import { portalClients } from '../../seed/portalClients';
import {
  accountIds,
  HOME_REGION,
  samplePipeline,
  TOOLS,
} from '../../seed/samplePipelines';
import { putSampleSources } from '../../seed/sampleSource';

/** Deploys the pipeline `orders` with its source, which starts its first run. */
export async function deploySampleOrders(
  sandbox: Sandbox,
  stages: Parameters<typeof samplePipeline>[0]['stages'],
): Promise<void> {
  await putSampleSources({
    sandbox,
    account: TOOLS,
    region: HOME_REGION,
    services: ['orders'],
  });
  await deployPipeline(
    samplePipeline({ name: 'orders', stages }),
    portalClients(sandbox, accountIds),
  );
}
