import { paginateListPipelines } from '@aws-sdk/client-codepipeline';
import { NotFoundError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { partitionOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../aws';
import { toReadableError } from '../aws/toReadableError';
import { pipelinePlaces, type PipelinePlace } from '../config/pipelinePlaces';
import { readDeployedRecord } from '../deployment';

const OPERATION = 'codepipeline:ListPipelines';

/** Accounts and Regions, and then pipelines, that are asked at the same time. */
const CONCURRENCY = 8;

/** The pipelines that this suite has made, and where nobody could look. */
export interface RecordedPipelines {
  pipelineArns: string[];
  unread: Array<PipelinePlace & { reason: string }>;
}

/**
 * Finds the pipelines whose own stack says what made them, in all accounts and
 * Regions where pipelines may live. One whose stack cannot be read is among them:
 * nobody knows that it is none.
 */
export async function listRecordedPipelines(options: {
  clients: AwsClients;
  accounts: ConfiguredAccount[];
  signal?: AbortSignal;
}): Promise<RecordedPipelines> {
  const { clients, accounts, signal } = options;
  const inTurn = pLimit(CONCURRENCY);
  const unread: RecordedPipelines['unread'] = [];
  const found = await Promise.all(
    pipelinePlaces(accounts).map(place =>
      inTurn(async () => {
        try {
          return await listPipelines(place, options);
        } catch (error) {
          signal?.throwIfAborted();
          const { message } = toReadableError(error, {
            operation: OPERATION,
            ...place,
          });
          unread.push({ ...place, reason: message });
          return [];
        }
      }),
    ),
  );
  const own = await Promise.all(
    found.flat().map(pipelineArn =>
      inTurn(async () => {
        try {
          await readDeployedRecord({
            clients,
            pipelineArn,
            purpose: 'read',
            signal,
          });
        } catch (error) {
          signal?.throwIfAborted();
          return error instanceof NotFoundError ? [] : [pipelineArn];
        }
        return [pipelineArn];
      }),
    ),
  );
  return { pipelineArns: own.flat(), unread };
}

async function listPipelines(
  { account, region }: PipelinePlace,
  { clients, signal }: { clients: AwsClients; signal?: AbortSignal },
): Promise<string[]> {
  const { codePipeline: client } = await clients.forAccount({
    account,
    region,
    purpose: 'read',
  });
  const arns: string[] = [];
  for await (const { pipelines = [] } of paginateListPipelines(
    { client },
    {},
    { abortSignal: signal },
  )) {
    arns.push(
      ...pipelines.map(
        ({ name }) =>
          `arn:${
            partitionOf(region).id
          }:codepipeline:${region}:${account}:${name}`,
      ),
    );
  }
  return arns;
}
