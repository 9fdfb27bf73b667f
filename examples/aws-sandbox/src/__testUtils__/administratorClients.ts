import type { AwsClients } from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../Sandbox';
import { clientsOf } from './clientsOf';

/**
 * Clients of each account's administrator, where a test is not about what the
 * portal may do.
 */
export function administratorClients(sandbox: Sandbox): AwsClients {
  return {
    async forAccount({ account, region }) {
      return { account, region, ...clientsOf(sandbox, { account, region }) };
    },
  };
}
