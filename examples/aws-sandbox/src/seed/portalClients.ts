import { ConfigReader } from '@backstage/config';
import { DefaultAwsClients } from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../Sandbox';
import { HOME_REGION } from './samplePipelines';

/**
 * The configuration of a portal that works in some accounts.
 *
 * @param own - settings of its own
 */
export function portalConfig(
  sandbox: Pick<Sandbox, 'portal'>,
  accounts: string[],
  own: object = {},
) {
  return {
    aws: {
      mainAccount: { ...sandbox.portal },
      accountDefaults: { roleName: 'backstage-portal' },
    },
    crossAccountPipelines: {
      readerRoleName: 'backstage-reader',
      deployerRoleName: 'backstage-deployer',
      accounts: accounts.map(id => ({ id, name: id, regions: [HOME_REGION] })),
      ...own,
    },
  };
}

/**
 * Clients with the portal's own credentials. They reach the sandbox by
 * `AWS_ENDPOINT_URL`, as they do in the portal.
 */
export function portalClients(
  sandbox: Pick<Sandbox, 'portal'>,
  accounts: string[],
): DefaultAwsClients {
  return DefaultAwsClients.fromConfig(
    new ConfigReader(portalConfig(sandbox, accounts)),
  );
}
