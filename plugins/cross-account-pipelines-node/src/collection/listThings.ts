import { paginateListRepositories } from '@aws-sdk/client-codecommit';
import { paginateListConnections } from '@aws-sdk/client-codestar-connections';
import { paginateDescribeRepositories } from '@aws-sdk/client-ecr';
import { paginateListClusters as paginateEcsClusters } from '@aws-sdk/client-ecs';
import { paginateListClusters as paginateEksClusters } from '@aws-sdk/client-eks';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import {
  type OrganizationalUnit,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  ListedThing,
  ListedThingKind,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsAccountClients, AwsClients } from '../aws/AwsClients';
import { toReadableError } from '../aws/toReadableError';

/** How long AWS may take, in ms. */
const PATIENCE = 10_000;

/** A list that is longer is not chosen from but typed into. */
const MAX_THINGS = 1_000;

type SendOptions = { abortSignal: AbortSignal };

interface Listing {
  /** As IAM names what is asked. */
  operation: string;
  pages(
    clients: AwsAccountClients,
    options: SendOptions,
  ): AsyncIterable<ListedThing[]>;
}

const lastPart = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

const listings: Record<ListedThingKind, Listing> = {
  connection: listing(
    'codestar-connections:ListConnections',
    ({ codeConnections: client }, options) =>
      paginateListConnections({ client }, {}, options),
    ({ Connections = [] }) =>
      Connections.map(({ ConnectionArn, ConnectionName, ...connection }) => ({
        value: ConnectionArn!,
        title: ConnectionName,
        detail: [
          connection.ProviderType,
          connection.ConnectionStatus !== 'AVAILABLE' &&
            connection.ConnectionStatus,
        ]
          .filter(Boolean)
          .join(' · '),
      })),
  ),
  bucket: listing(
    's3:ListAllMyBuckets',
    ({ s3: client, region }, options) =>
      paginateListBuckets({ client }, { BucketRegion: region }, options),
    ({ Buckets = [] }) => Buckets.map(({ Name }) => ({ value: Name! })),
  ),
  'codecommit-repository': listing(
    'codecommit:ListRepositories',
    ({ codeCommit: client }, options) =>
      paginateListRepositories({ client }, {}, options),
    ({ repositories = [] }) =>
      repositories.map(({ repositoryName }) => ({ value: repositoryName! })),
  ),
  'ecr-repository': listing(
    'ecr:DescribeRepositories',
    ({ ecr: client }, options) =>
      paginateDescribeRepositories({ client }, {}, options),
    ({ repositories = [] }) =>
      repositories.map(({ repositoryName }) => ({ value: repositoryName! })),
  ),
  function: listing(
    'lambda:ListFunctions',
    ({ lambda: client }, options) =>
      paginateListFunctions({ client }, {}, options),
    ({ Functions = [] }) =>
      Functions.map(({ FunctionName, Runtime }) => ({
        value: FunctionName!,
        ...(Runtime && { detail: Runtime }),
      })),
  ),
  'ecs-cluster': listing(
    'ecs:ListClusters',
    ({ ecs: client }, options) => paginateEcsClusters({ client }, {}, options),
    ({ clusterArns = [] }) =>
      clusterArns.map(arn => ({ value: lastPart(arn) })),
  ),
  'eks-cluster': listing(
    'eks:ListClusters',
    ({ eks: client }, options) => paginateEksClusters({ client }, {}, options),
    ({ clusters = [] }) => clusters.map(name => ({ value: name })),
  ),
  'organizational-unit': {
    operation: 'organizations:ListOrganizationalUnitsForParent',
    pages: listUnits,
  },
};

/** From the root down, with the names of those that a unit is within. */
async function* listUnits(
  { organizations: client }: AwsAccountClients,
  options: SendOptions,
): AsyncIterable<ListedThing[]> {
  const parents: Array<{ id: string; path: string[] }> = [];
  for await (const { Roots = [] } of paginateListRoots(
    { client },
    {},
    options,
  )) {
    parents.push(...Roots.map(({ Id }) => ({ id: Id!, path: [] })));
  }
  for (const { id, path } of parents) {
    const pages = paginateListOrganizationalUnitsForParent(
      { client },
      { ParentId: id },
      options,
    );
    for await (const { OrganizationalUnits: units = [] } of pages) {
      const within = units.map(({ Id, Name }: OrganizationalUnit) => ({
        id: Id!,
        path: [...path, Name!],
      }));
      parents.push(...within);
      yield within.map(unit => ({
        value: unit.id,
        title: unit.path.join(' / '),
        detail: unit.id,
      }));
    }
  }
}

function listing<T>(
  operation: string,
  ask: (clients: AwsAccountClients, options: SendOptions) => AsyncIterable<T>,
  read: (page: T) => ListedThing[],
): Listing {
  return {
    operation,
    async *pages(clients, options) {
      for await (const page of ask(clients, options)) {
        yield read(page);
      }
    },
  };
}

/**
 * What there is in an account and Region for a form to name, by name, at most
 * 1,000, read with the role that reads. Organizational units are those that the
 * account may see which reads the organization.
 *
 * @throws NotFoundError for organizational units where no account reads them
 * @throws NotAllowedError when the role may not list them
 * @throws ServiceUnavailableError when AWS takes too long
 *
 * @public
 */
export async function listThings(options: {
  clients: AwsClients;
  account: string;
  region: string;
  kind: ListedThingKind;
}): Promise<ListedThing[]> {
  const { region, kind } = options;
  const account =
    kind === 'organizational-unit'
      ? organizationAccountOf(options.clients)
      : options.account;
  const { operation, pages } = listings[kind];
  const abortSignal = AbortSignal.timeout(PATIENCE);
  try {
    const clients = await options.clients.forAccount({
      account,
      region,
      purpose: 'read',
    });
    const things: ListedThing[] = [];
    for await (const page of pages(clients, { abortSignal })) {
      things.push(...page);
      if (things.length >= MAX_THINGS) {
        break;
      }
    }
    return things
      .slice(0, MAX_THINGS)
      .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  } catch (error) {
    if (abortSignal.aborted) {
      throw new ServiceUnavailableError(
        `${operation} got no answer within ${
          PATIENCE / 1_000
        } s in account ${account}, ${region}`,
      );
    }
    throw toReadableError(error, { operation, account, region });
  }
}

function organizationAccountOf({ organizationAccount }: AwsClients): string {
  if (organizationAccount === undefined) {
    throw new NotFoundError(
      'No account reads the organization: crossAccountPipelines.organizationAccount names none',
    );
  }
  return organizationAccount;
}

function nameOf({ title, value }: ListedThing): string {
  return title ?? value;
}
