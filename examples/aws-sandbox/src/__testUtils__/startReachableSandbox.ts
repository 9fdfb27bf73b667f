import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

/**
 * Starts a sandbox that SDK clients without an endpoint reach, as the portal's
 * do, until it is stopped.
 */
export async function startReachableSandbox(
  options: Parameters<typeof startSandbox>[0] = {},
): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  const { AWS_ENDPOINT_URL: before } = process.env;
  process.env.AWS_ENDPOINT_URL = sandbox.url;
  return {
    ...sandbox,
    async stop() {
      if (before === undefined) {
        delete process.env.AWS_ENDPOINT_URL;
      } else {
        process.env.AWS_ENDPOINT_URL = before;
      }
      await sandbox.stop();
    },
  };
}
