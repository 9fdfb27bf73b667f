import type {
  ManifestStack,
  PipelineSpec,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  attachmentName,
  pipelineNames,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { RenderedAttachment } from '../../rendering';

/** Where the manifest finds the template of the stack that attaches. */
export const attachmentFile = 'attachment.json';

/** The name of the stack that lets a pipeline of others out. */
export function attachmentStackOf({
  account,
  name,
}: {
  account: string;
  name: string;
}): string {
  return pipelineNames({ name: attachmentName(name), account }).attachmentStack;
}

/** The stack that lets the pipeline out, and one for each target. */
export function attachmentManifest({
  rendered,
  spec,
}: {
  rendered: RenderedAttachment;
  spec: PipelineSpec;
}): StackManifest {
  const { name, account, region, tags } = spec;
  const attachment: ManifestStack = {
    phase: 'foundation',
    account,
    region,
    stackName: pipelineNames({ name, account }).attachmentStack,
    template: attachmentFile,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    ...(tags && { tags }),
  };
  return {
    version: 1,
    pipeline: { name, account, region },
    stacks: [attachment, ...rendered.manifest.stacks],
  };
}

/** Target stacks take the key from the stack that makes it. */
export function withMadeKey(
  manifest: StackManifest,
  keyArn: string,
): StackManifest {
  const [{ account, region, stackName }] = manifest.stacks;
  return {
    ...manifest,
    stacks: manifest.stacks.map(stack => ({
      ...stack,
      ...(stack.parameters && {
        parameters: Object.fromEntries(
          Object.entries(stack.parameters).map(([parameter, value]) => [
            parameter,
            value === keyArn
              ? {
                  fromStack: { account, region, stackName },
                  output: 'ArtifactKeyArn',
                }
              : value,
          ]),
        ),
      }),
    })),
  };
}
