import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import pLimit from 'p-limit';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsAccountClients, AwsClients } from '../aws/AwsClients';
import { unlessAborted } from '../aws/unlessAborted';
import { toReadableError } from '../aws/toReadableError';
import { pipelinePlaces } from '../config/pipelinePlaces';

const OPERATION = 'tag:GetResources';

/** Accounts and Regions that are asked at the same time. */
const CONCURRENCY = 8;

/** As many as AWS gives. */
const PAGE_SIZE = 100;

/**
 * A pipeline and its tags.
 *
 * @public
 */
export interface TaggedPipeline {
  pipelineArn: string;
  tags: Record<string, string>;
}

/**
 * The pipelines with tags, and where they could not be looked for.
 *
 * @public
 */
export interface TaggedPipelines {
  pipelines: TaggedPipeline[];
  unread: Array<{ account: string; region: string; reason: string }>;
}

/**
 * All pipelines that have tags, in the accounts and Regions where pipelines may
 * live. They are asked for once, whatever is then looked for among them.
 *
 * @param options - `patience`: after how many ms a place counts as unread
 *
 * @public
 */
export async function readTaggedPipelines(options: {
  clients: AwsClients;
  accounts: ConfiguredAccount[];
  patience: number;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
}): Promise<TaggedPipelines> {
  const { clients, accounts, patience, onBehalfOf } = options;
  const abortSignal = AbortSignal.timeout(patience);
  const inTurn = pLimit(CONCURRENCY);
  const pipelines: TaggedPipeline[] = [];
  const unread: TaggedPipelines['unread'] = [];
  await Promise.all(
    pipelinePlaces(accounts).map(place =>
      inTurn(async () => {
        try {
          const found = await unlessAborted(
            clients.forAccount({ ...place, purpose: 'read', onBehalfOf }),
            abortSignal,
          );
          pipelines.push(...(await readTagged(found, abortSignal)));
        } catch (error) {
          const reason = abortSignal.aborted
            ? `${OPERATION} got no answer within ${patience / 1_000} s`
            : toReadableError(error, { operation: OPERATION, ...place })
                .message;
          unread.push({ ...place, reason });
        }
      }),
    ),
  );
  return { pipelines, unread };
}

async function readTagged(
  { resourceTagging: client }: AwsAccountClients,
  abortSignal: AbortSignal,
): Promise<TaggedPipeline[]> {
  const pipelines: TaggedPipeline[] = [];
  const pages = paginateGetResources(
    { client, pageSize: PAGE_SIZE },
    { ResourceTypeFilters: ['codepipeline'] },
    { abortSignal },
  );
  for await (const { ResourceTagMappingList = [] } of pages) {
    for (const { ResourceARN, Tags = [] } of ResourceTagMappingList) {
      // Webhooks and action types are CodePipeline's, too.
      if (ResourceARN && parsePipelineArn(ResourceARN)) {
        pipelines.push({
          pipelineArn: ResourceARN,
          tags: Object.fromEntries(
            Tags.map(({ Key, Value }) => [Key!, Value!]),
          ),
        });
      }
    }
  }
  return pipelines;
}
