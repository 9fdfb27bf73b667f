import type { DocumentReference } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parsePipelineArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AttachmentChange } from './AttachmentChange';
import { findStackOf, readPipelineTags } from './findStackOf';
import type { PlanAttachmentOptions } from './planAttachment';

/** What CloudFormation calls what a document is part of. */
const resourceTypes: Partial<Record<DocumentReference['type'], string>> = {
  'pipeline definition': 'AWS::CodePipeline::Pipeline',
  'bucket policy': 'AWS::S3::Bucket',
  'key policy': 'AWS::KMS::Key',
  project: 'AWS::CodeBuild::Project',
};

/** The stack that made what is to be changed. */
export async function findOwner(
  { document }: AttachmentChange,
  options: PlanAttachmentOptions,
): Promise<string | undefined> {
  const { clients, pipelineArn, onBehalfOf, signal } = options;
  const { account, region } = parsePipelineArn(pipelineArn)!;
  const resourceType = resourceTypes[document.type];
  if (!resourceType || !('arn' in document) || document.arn === undefined) {
    return undefined;
  }
  const reader = await clients.forAccount({
    account,
    region,
    purpose: 'read',
    onBehalfOf,
  });
  const tags =
    document.type === 'pipeline definition'
      ? await readPipelineTags(pipelineArn, reader, signal)
      : undefined;
  return findStackOf(
    { resourceType, physicalId: shortName(document.arn), tags },
    reader,
    signal,
  );
}
