import { paginateListRepositories } from '@aws-sdk/client-codecommit';
import { paginateListConnections } from '@aws-sdk/client-codestar-connections';
import { paginateDescribeRepositories } from '@aws-sdk/client-ecr';
import { paginateListClusters as paginateEcsClusters } from '@aws-sdk/client-ecs';
import { paginateListClusters as paginateEksClusters } from '@aws-sdk/client-eks';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import type {
  ListedThing,
  ListedThingKind,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { AwsAccountClients, AwsClients } from '../aws/AwsClients';
import { toReadableError } from '../aws/toReadableError';

/** How long AWS may take, in ms. */
const PATIENCE = 10_000;

/** A list that is longer is not chosen from but typed into. */
const MAX_THINGS = 1_000;

interface Listing {
  /** As IAM names what is asked. */
  operation: string;
  pages(
    clients: AwsAccountClients,
    signal: AbortSignal,
  ): AsyncIterable<ListedThing[]>;
}

const lastPart = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

const listings: Record<ListedThingKind, Listing> = {
  connection: listing(
    'codestar-connections:ListConnections',
    ({ codeConnections: client }) => paginateListConnections({ client }, {}),
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
    ({ s3: client, region }) =>
      paginateListBuckets({ client }, { BucketRegion: region }),
    ({ Buckets = [] }) => Buckets.map(({ Name }) => ({ value: Name! })),
  ),
  'codecommit-repository': listing(
    'codecommit:ListRepositories',
    ({ codeCommit: client }) => paginateListRepositories({ client }, {}),
    ({ repositories = [] }) =>
      repositories.map(({ repositoryName }) => ({ value: repositoryName! })),
  ),
  'ecr-repository': listing(
    'ecr:DescribeRepositories',
    ({ ecr: client }) => paginateDescribeRepositories({ client }, {}),
    ({ repositories = [] }) =>
      repositories.map(({ repositoryName }) => ({ value: repositoryName! })),
  ),
  function: listing(
    'lambda:ListFunctions',
    ({ lambda: client }) => paginateListFunctions({ client }, {}),
    ({ Functions = [] }) =>
      Functions.map(({ FunctionName, Runtime }) => ({
        value: FunctionName!,
        ...(Runtime && { detail: Runtime }),
      })),
  ),
  'ecs-cluster': listing(
    'ecs:ListClusters',
    ({ ecs: client }) => paginateEcsClusters({ client }, {}),
    ({ clusterArns = [] }) =>
      clusterArns.map(arn => ({ value: lastPart(arn) })),
  ),
  'eks-cluster': listing(
    'eks:ListClusters',
    ({ eks: client }) => paginateEksClusters({ client }, {}),
    ({ clusters = [] }) => clusters.map(name => ({ value: name })),
  ),
};

function listing<T>(
  operation: string,
  ask: (clients: AwsAccountClients) => AsyncIterable<T>,
  read: (page: T) => ListedThing[],
): Listing {
  return {
    operation,
    async *pages(clients, signal) {
      for await (const page of ask(clients)) {
        signal.throwIfAborted();
        yield read(page);
      }
    },
  };
}

/**
 * What there is in an account and Region for a form to name, by name, at most
 * 1,000, read with the role that reads.
 *
 * @throws NotAllowedError when the role may not list them
 *
 * @public
 */
export async function listThings(options: {
  clients: AwsClients;
  account: string;
  region: string;
  kind: ListedThingKind;
}): Promise<ListedThing[]> {
  const { account, region, kind } = options;
  const { operation, pages } = listings[kind];
  try {
    const clients = await options.clients.forAccount({
      account,
      region,
      purpose: 'read',
    });
    const things: ListedThing[] = [];
    for await (const page of pages(clients, AbortSignal.timeout(PATIENCE))) {
      things.push(...page);
      if (things.length >= MAX_THINGS) {
        break;
      }
    }
    return things
      .slice(0, MAX_THINGS)
      .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  } catch (error) {
    throw toReadableError(error, { operation, account, region });
  }
}

function nameOf({ title, value }: ListedThing): string {
  return title ?? value;
}
