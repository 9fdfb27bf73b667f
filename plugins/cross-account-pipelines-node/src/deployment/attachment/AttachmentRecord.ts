import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type {
  PipelineDefinition,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AttachmentRequest,
  parseTemplate,
  type PolicyStatement,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * How a pipeline was before it was attached, and what was asked. It travels with
 * the stack that lets the pipeline into other accounts, so that whoever may
 * delete that stack can take everything back.
 *
 * @public
 */
export interface AttachmentRecord {
  /** Version of this format. */
  version: 1;
  pipelineArn: string;
  request: AttachmentRequest;
  /** The key in `attached` and `statements`, which may stand for one to be made. */
  keyArn: string;
  definition: {
    /** With its version. */
    before: PipelineDefinition;
    attached: PipelineDefinition;
  };
  policies: KeptPolicy[];
  /** Keys that build projects encrypted with. */
  projects: Array<{ arn: string; encryptionKey?: string }>;
  /** Those in target accounts. */
  stacks: StackPlace[];
}

/**
 * @public
 */
export interface KeptPolicy {
  type: 'bucket policy' | 'key policy';
  arn: string;
  /** As AWS gave it; absent where there was none. */
  text?: string;
  /** What was merged into it. */
  statements: PolicyStatement[];
}

/** Under this name in the template's `Metadata`. */
const section = 'CrossAccountPipelineAttachment';

/** Metadata alone is no change to CloudFormation. */
const output = 'RecordDigest';

/** Two policies, and a definition of 500 actions, have less. */
const maxBytes = 16 * 1024 * 1024;

/** Adds the record to a template. */
export function addAttachmentRecord(
  template: { Outputs?: object; [part: string]: unknown },
  record: AttachmentRecord,
): string {
  // Unlike gzip's, its window holds two definitions, which are nearly the same.
  const packed = brotliCompressSync(JSON.stringify(record)).toString('base64');
  return JSON.stringify(
    {
      ...template,
      Metadata: { [section]: { version: 1, packed } },
      Outputs: {
        ...template.Outputs,
        [output]: {
          Value: createHash('sha256')
            .update(JSON.stringify(record))
            .digest('hex'),
        },
      },
    },
    undefined,
    1,
  );
}

/** @returns undefined when the template says nothing of that */
export function readAttachmentRecord(
  text: string,
): AttachmentRecord | undefined {
  try {
    const { body } = parseTemplate({ file: 'deployed template', text });
    const content = body.Metadata?.[section] as
      | { version: number; packed: string }
      | undefined;
    return content?.version === 1
      ? JSON.parse(
          brotliDecompressSync(Buffer.from(content.packed, 'base64'), {
            maxOutputLength: maxBytes,
          }).toString('utf8'),
        )
      : undefined;
  } catch {
    return undefined;
  }
}
