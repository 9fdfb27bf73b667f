import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';
import type { AttachmentChange } from './AttachmentChange';
import { findStackOf, readPipelineTags } from './findStackOf';
import type { PlanAttachmentOptions } from './planAttachment';

/** The stack that made what is to be changed. */
export async function findOwner(
  { document }: AttachmentChange,
  options: PlanAttachmentOptions,
): Promise<string | undefined> {
  const { clients, pipelineArn, onBehalfOf, signal } = options;
  const { account, region } = parsePipelineArn(pipelineArn)!;
  const reader = await clients.forAccount({
    account,
    region,
    purpose: 'read',
    onBehalfOf,
  });
  if (!('arn' in document) || document.arn === undefined) {
    return undefined;
  }
  const physicalId = document.arn.split(/[:/]/).pop()!;
  switch (document.type) {
    case 'pipeline definition':
      return findStackOf(
        {
          resourceType: 'AWS::CodePipeline::Pipeline',
          physicalId,
          tags: await readPipelineTags(pipelineArn, reader, signal),
        },
        reader,
        signal,
      );
    case 'bucket policy':
      return findStackOf(
        { resourceType: 'AWS::S3::Bucket', physicalId },
        reader,
        signal,
      );
    case 'key policy':
      return findStackOf(
        { resourceType: 'AWS::KMS::Key', physicalId },
        reader,
        signal,
      );
    case 'project':
      return findStackOf(
        { resourceType: 'AWS::CodeBuild::Project', physicalId },
        reader,
        signal,
      );
    default:
      return undefined;
  }
}
