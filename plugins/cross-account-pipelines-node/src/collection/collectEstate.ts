import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { InputError } from '@backstage/errors';
import { toReadableError } from '../aws';
import {
  emptyAccount,
  type Estate,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { EstateCollection, type CollectionOptions } from './EstateCollection';

/**
 * @public
 */
export interface CollectEstateOptions extends CollectionOptions {
  pipelineArn: string;
  /** When AWS is read. Default: the present. */
  now?: Date;
}

async function readPipeline(
  estate: Estate,
  { pipelineArn: arn, clients, onBehalfOf, signal }: CollectEstateOptions,
): Promise<PipelineDefinition> {
  const { account, region, resource, service } = parseArn(arn) ?? {};
  if (service !== 'codepipeline' || !account || !region || !resource) {
    throw new InputError(`'${arn}' is not the ARN of a pipeline`);
  }
  const { codePipeline } = await clients.forAccount({
    account,
    region,
    purpose: 'read',
    onBehalfOf,
  });
  try {
    const { pipeline } = await codePipeline.send(
      new GetPipelineCommand({ name: resource }),
      { abortSignal: signal },
    );
    const definition = pipeline as PipelineDefinition;
    const record = (estate.accounts[account] ??= emptyAccount(account));
    record.pipelines[arn] = { arn, region, definition };
    return definition;
  } catch (error) {
    signal?.throwIfAborted();
    throw toReadableError(error, {
      operation: 'codepipeline:GetPipeline',
      account,
      region,
    });
  }
}

/**
 * Reads from AWS what a pipeline's links hang on: the pipeline, and in every
 * account it reaches the roles, keys, buckets, build projects, deployment
 * groups, connections and stacks that it names, and, where the clients name
 * an account that may read them, the organization's policies that bind these
 * accounts. What cannot be read is listed with the reason, what does not exist
 * as missing; neither is an error.
 *
 * @throws NotFoundError when there is no such pipeline, or no credentials for
 * its account
 * @throws NotAllowedError when the pipeline itself cannot be read
 * @throws InputError for an ARN that is not a pipeline's
 *
 * @public
 */
export async function collectEstate(
  options: CollectEstateOptions,
): Promise<Estate> {
  const { pipelineArn, now = new Date() } = options;
  const estate: Estate = {
    origin: 'observed',
    readAt: now.toISOString(),
    accounts: {},
  };
  await new EstateCollection(estate, options).collect(async () => [
    { pipelineArn, definition: await readPipeline(estate, options) },
  ]);
  return estate;
}
