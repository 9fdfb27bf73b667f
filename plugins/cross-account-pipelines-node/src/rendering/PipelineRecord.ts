import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  parseTemplate,
  type PipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineTemplates } from './templates/PipelineTemplates';

/**
 * What made a pipeline. It travels with the pipeline's own stack, so that any
 * portal can change, compare, repair and remove what another one has made.
 *
 * @public
 */
export interface PipelineRecord {
  /** Version of this format. */
  version: 1;
  spec: PipelineSpec;
  templates: {
    /** SHA-256 of the templates that it was rendered from. */
    digest: string;
    /** Where they came from; `suite` for its own. */
    origin: string;
  };
}

/** Under this name in the template's `Metadata`. */
const section = 'CrossAccountPipeline';

/**
 * An output with the digest of it: metadata alone is no change to
 * CloudFormation.
 */
const output = 'DefinitionDigest';

/** A longer spec is packed: a template that is sent itself has 51,200 bytes. */
const maxReadableBytes = 8_000;

/** A spec of a thousand accounts has less. */
const maxBytes = 16 * 1024 * 1024;

/** What tells one set of templates from another. */
export function digestOfTemplates(templates: PipelineTemplates): string {
  const { foundation, targetAccount, pipeline } = templates;
  return sha256([foundation, targetAccount, pipeline].map(({ text }) => text));
}

/** The template of a pipeline's stack, with what made the pipeline. */
export function addRecord(text: string, record: PipelineRecord): string {
  const { spec, ...rest } = record;
  const json = JSON.stringify(spec);
  const content =
    Buffer.byteLength(json) <= maxReadableBytes
      ? { ...rest, spec: json }
      : { ...rest, packedSpec: gzipSync(json).toString('base64') };
  const metadata = { [section]: content };
  const outputs = { [output]: { Value: sha256(content) } };
  if (text.trimStart().startsWith('{')) {
    const body = JSON.parse(text);
    return JSON.stringify({
      ...body,
      Metadata: { ...body.Metadata, ...metadata },
      Outputs: { ...body.Outputs, ...outputs },
    });
  }
  return addToSection(
    addToSection(text, 'Metadata', metadata),
    'Outputs',
    outputs,
  );
}

/** Line by line, so that the comments of whoever wrote the template stay. */
function addToSection(text: string, name: string, entries: object): string {
  // JSON is YAML, too.
  const lines = Object.entries(entries).map(
    ([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`,
  );
  const head = new RegExp(`^${name}:[ \\t]*(?:#.*)?\\n`, 'm');
  return head.test(text)
    ? text.replace(head, found => found + lines.join(''))
    : `${text.trimEnd()}\n\n${name}:\n${lines.join('')}`;
}

/**
 * What made the pipeline of a deployed template.
 *
 * @returns undefined when it says nothing of that
 *
 * @public
 */
export function readPipelineRecord(text: string): PipelineRecord | undefined {
  try {
    const { body } = parseTemplate({ file: 'deployed template', text });
    const content = body.Metadata?.[section] as
      | {
          version: number;
          spec?: string;
          packedSpec?: string;
          templates: PipelineRecord['templates'];
        }
      | undefined;
    if (content?.version !== 1) {
      return undefined;
    }
    const { spec, packedSpec, templates } = content;
    const json =
      spec ??
      gunzipSync(Buffer.from(packedSpec!, 'base64'), {
        maxOutputLength: maxBytes,
      }).toString('utf8');
    return { version: 1, spec: JSON.parse(json), templates };
  } catch {
    return undefined;
  }
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
