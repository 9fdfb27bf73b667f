import { ConflictError } from '@backstage/errors';
import {
  describePlace,
  parsePipelineArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { holdsNothing } from '../ownership/requireOwnStacks';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import { outputsOf } from '../stack/StackDeployment';
import { attachmentStackOf } from './attachmentManifest';
import {
  type AttachmentRecord,
  readAttachmentRecord,
} from './AttachmentRecord';

/** What an earlier run has made and kept. */
export interface FoundAttachment {
  /** The key that it made. */
  keyArn?: string;
  record: AttachmentRecord;
}

/**
 * The stack that attached a pipeline, as it is.
 *
 * @returns undefined when there is none
 * @throws ConflictError when a stack of its name is another
 */
export async function findAttachment(options: {
  clients: AwsClients;
  pipelineArn: string;
  onBehalfOf?: string;
  signal?: AbortSignal;
}): Promise<FoundAttachment | undefined> {
  const { clients, pipelineArn, onBehalfOf, signal } = options;
  const { account, region, name } = parsePipelineArn(pipelineArn)!;
  const stack = new CloudFormationStack({
    clients: await clients.forAccount({
      account,
      region,
      purpose: 'deploy',
      onBehalfOf,
    }),
    stackName: attachmentStackOf({ account, name }),
    signal,
  });
  const current = await stack.describe();
  if (!current || holdsNothing(current)) {
    return undefined;
  }
  const record = readAttachmentRecord((await stack.template()) ?? '');
  if (record?.pipelineArn !== pipelineArn) {
    throw new ConflictError(
      `There is a ${describePlace(
        stack.place,
      )} already that did not attach this pipeline: give it another name; nothing was changed`,
    );
  }
  const keyArn = outputsOf(current).ArtifactKeyArn;
  return {
    keyArn,
    record: keyArn
      ? JSON.parse(JSON.stringify(record).replaceAll(record.keyArn, keyArn))
      : record,
  };
}
