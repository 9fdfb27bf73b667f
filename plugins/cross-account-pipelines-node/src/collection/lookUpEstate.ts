import type { Estate } from 'backstage-plugin-cross-account-pipelines-core';
import { EstateCollection, type CollectionOptions } from './EstateCollection';
import { readDeployments } from './readDeployments';

/**
 * @public
 */
export interface LookUpEstateOptions extends CollectionOptions {
  /**
   * Accounts that may be read; what is in others stays unknown. Default: all that
   * there are credentials for.
   */
  readable?: ReadonlySet<string>;
}

/**
 * Looks up with the reader role what pipelines that do not exist yet name and no
 * template makes: their source, roles and keys that are there already, managed
 * policies, boundaries, and what their actions deploy to. Writes into the
 * foretold estate what it finds, what is missing, and why something could not be
 * read.
 *
 * @public
 */
export async function lookUpEstate(
  estate: Estate,
  pipelineArns: string[],
  { readable, ...options }: LookUpEstateOptions,
): Promise<void> {
  const closed = (account: string) =>
    readable && !readable.has(account)
      ? `account ${account} is none of those that may be read here: crossAccountPipelines.accounts, and your permissions, say which are`
      : undefined;
  const pipelines = Object.values(estate.accounts).flatMap(account =>
    Object.values(account.pipelines),
  );
  const collection = new EstateCollection(estate, { ...options, closed });
  await collection.collect(async () =>
    pipelineArns.flatMap(pipelineArn =>
      pipelines
        .filter(({ arn }) => arn === pipelineArn)
        .map(({ definition }) => ({ pipelineArn, definition })),
    ),
  );
  const { deployerRoleName } = options.clients;
  if (deployerRoleName !== undefined) {
    await readDeployments({
      estate,
      deployerRoleName,
      readsOf: account => collection.readsOf(account),
    });
  }
}
