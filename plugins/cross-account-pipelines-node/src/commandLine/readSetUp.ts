import { realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type {
  CheckFinding,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { RenderedPipeline } from '../rendering';
import { stackManifestSchema } from './stackManifestSchema';
import { UsageError } from './UsageError';
import { readTextFile, type YamlFile } from './YamlFile';

/**
 * Stacks account by account with the text of their templates, whoever wrote
 * them.
 */
export interface SetUp {
  manifest: StackManifest;
  /** Text by the path that the manifest names. */
  templates: Record<string, string>;
  /** The folder of the manifest, as the person named it. */
  folder?: string;
  /** What it was rendered from: its files are nowhere yet. */
  renderedFrom?: { file: string; rendered: RenderedPipeline };
}

/**
 * Reads the templates that a manifest names.
 *
 * @returns findings instead, when the manifest is not right
 */
export async function readSetUp(
  manifestFile: YamlFile,
  folder: string,
): Promise<SetUp | CheckFinding[]> {
  const parsed = stackManifestSchema.safeParse(manifestFile.value);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) =>
      manifestFinding(manifestFile, path, `${describePath(path)}: ${message}.`),
    );
  }
  const manifest = parsed.data;
  const templates: Record<string, string> = {};
  const findings: CheckFinding[] = [];
  for (const [index, { template }] of manifest.stacks.entries()) {
    if (Object.hasOwn(templates, template)) {
      continue;
    }
    try {
      templates[template] = await readInside(folder, manifestFile, template);
    } catch (error) {
      if (!(error instanceof UsageError)) {
        throw error;
      }
      const path = ['stacks', index, 'template'];
      findings.push(manifestFinding(manifestFile, path, error.message));
    }
  }
  return findings.length > 0
    ? findings
    : {
        manifest,
        templates,
        folder: dirname(manifestFile.file),
      };
}

/** A link in a folder that somebody else wrote must not lead out of it. */
async function readInside(
  folder: string,
  { file }: YamlFile,
  template: string,
): Promise<string> {
  const name = join(dirname(file), template);
  const path = resolve(folder, template);
  const [base, real] = await Promise.all([
    realpath(folder),
    realpath(path).catch(() => path),
  ]);
  if (real !== path && !real.startsWith(base + sep)) {
    throw new UsageError(`${name} leads out of the folder of the manifest`);
  }
  return readTextFile(real, name);
}

function manifestFinding(
  { file, locate }: YamlFile,
  path: ReadonlyArray<PropertyKey>,
  message: string,
): CheckFinding {
  return {
    rule: 'manifest',
    level: 'error',
    message,
    place: { file, ...locate(path) },
  };
}

function describePath(path: ReadonlyArray<PropertyKey>): string {
  return (
    path
      .map(part =>
        typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
      )
      .join('')
      .replace(/^\./, '') || 'The manifest'
  );
}
