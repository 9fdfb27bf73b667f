import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ConflictError } from '@backstage/errors';
import type {
  PipelineSpec,
  StackPhase,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
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
  former?: FormerParts;
}

/**
 * What earlier deployments of a pipeline have made and the present one does not:
 * some of it may still be there.
 *
 * @public
 */
export interface FormerParts {
  stacks: Array<StackPlace & { phase: StackPhase }>;
  /** Stacks that the pipeline deployed when it ran, with their deploy roles. */
  applications: Array<StackPlace & { roleArn?: string }>;
}

/** The one that is written now. */
const recordVersion = 1;

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

/**
 * What tells one set of templates from another, as records of pipelines have it.
 *
 * @param spec - which of the templates it uses
 *
 * @public
 */
export function digestOfTemplates(
  templates: PipelineTemplates,
  { stackSet }: Pick<PipelineSpec, 'stackSet'>,
): string {
  const { foundation, targetAccount, targetStackSet, pipeline } = templates;
  const used = [
    foundation,
    targetAccount,
    pipeline,
    ...(stackSet ? [targetStackSet] : []),
  ];
  return sha256(used.map(({ text }) => text));
}

/**
 * The template of a pipeline's stack, with what made the pipeline; in the place
 * of what it says of that already.
 */
export function addRecord(text: string, record: PipelineRecord): string {
  const { spec, former, ...rest } = record;
  const content = {
    ...rest,
    ...inText('spec', spec),
    ...(former && inText('former', former)),
  };
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

function inText(name: string, value: object): Record<string, string> {
  const json = JSON.stringify(value);
  return Buffer.byteLength(json) <= maxReadableBytes
    ? { [name]: json }
    : { [packed(name)]: gzipSync(json).toString('base64') };
}

function packed(name: string): string {
  return `packed${name[0].toUpperCase()}${name.slice(1)}`;
}

/** Line by line, so that the comments of whoever wrote the template stay. */
function addToSection(text: string, name: string, entries: object): string {
  // JSON is YAML, too.
  const lines = Object.entries(entries).map(
    ([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`,
  );
  const written = Object.keys(entries).reduce(
    (rest, key) => rest.replace(new RegExp(`^  ${key}: [{].*\\n`, 'm'), ''),
    text,
  );
  const head = new RegExp(`^${name}:[ \\t]*(?:#.*)?\\n`, 'm');
  return head.test(written)
    ? written.replace(head, found => found + lines.join(''))
    : `${written.trimEnd()}\n\n${name}:\n${lines.join('')}`;
}

/**
 * What made the pipeline of a deployed template.
 *
 * @param parse - in the place of `parseTemplate`, where somebody remembers what
 * was parsed
 * @returns undefined when it says nothing of that
 * @throws ConflictError when a later version of the suite says it
 *
 * @public
 */
export function readPipelineRecord(
  text: string,
  parse = parseTemplate,
): PipelineRecord | undefined {
  const content = readContent(text, parse);
  if (typeof content?.version === 'number' && content.version > recordVersion) {
    throw new ConflictError(
      `A later version of this suite made the pipeline: its record has version ${content.version}, and this one reads ${recordVersion}. Update the plugins, or the command, before you change the pipeline`,
    );
  }
  if (content?.version !== recordVersion) {
    return undefined;
  }
  try {
    const spec = fromText<PipelineSpec>('spec', content);
    if (!spec) {
      return undefined;
    }
    const former = fromText<FormerParts>('former', content);
    return {
      version: recordVersion,
      spec,
      templates: content.templates as PipelineRecord['templates'],
      ...(former && { former }),
    };
  } catch {
    return undefined;
  }
}

function readContent(
  text: string,
  parse: typeof parseTemplate,
): Record<string, unknown> | undefined {
  try {
    const { body } = parse({ file: 'deployed template', text });
    return body.Metadata?.[section] as Record<string, unknown> | undefined;
  } catch {
    return undefined;
  }
}

/** @throws when it is not what was written */
function fromText<T>(
  name: string,
  content: Record<string, unknown>,
): T | undefined {
  const readable = content[name] as string | undefined;
  const short = content[packed(name)] as string | undefined;
  if (readable === undefined && short === undefined) {
    return undefined;
  }
  return JSON.parse(
    readable ??
      gunzipSync(Buffer.from(short!, 'base64'), {
        maxOutputLength: maxBytes,
      }).toString('utf8'),
  );
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
