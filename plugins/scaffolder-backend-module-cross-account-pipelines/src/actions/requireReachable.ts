import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import type {
  ConfiguredAccount,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { AwsClients } from 'backstage-plugin-cross-account-pipelines-node';

/**
 * Makes sure that the portal may and can work in every account of the manifest,
 * before anything is created in any of them.
 *
 * @throws NotFoundError when an account is not configured
 * @throws NotAllowedError that names every account without usable credentials
 */
export async function requireReachable(options: {
  manifest: StackManifest;
  accounts: ConfiguredAccount[];
  clients: AwsClients;
  onBehalfOf?: string;
}): Promise<void> {
  const { manifest, accounts, clients, onBehalfOf } = options;
  const places = new Map(
    manifest.stacks.map(({ account, region }) => [account, region]),
  );
  const strange = [...places.keys()].filter(
    account => !accounts.some(({ id }) => id === account),
  );
  if (strange.length > 0) {
    throw new NotFoundError(
      `Not configured under crossAccountPipelines.accounts: ${strange.join(
        ', ',
      )}; nothing was created`,
    );
  }

  const problems: string[] = [];
  await Promise.all(
    [...places].map(async ([account, region]) => {
      try {
        await clients.forAccount({
          account,
          region,
          purpose: 'deploy',
          fresh: true,
          onBehalfOf,
        });
      } catch (error) {
        problems.push(`${account}: ${toError(error).message}`);
      }
    }),
  );
  if (problems.length > 0) {
    throw new NotAllowedError(
      [
        `The portal cannot work in ${problems.length} of ${places.size} accounts; nothing was created:`,
        ...problems.sort(),
      ].join('\n- '),
    );
  }
}
