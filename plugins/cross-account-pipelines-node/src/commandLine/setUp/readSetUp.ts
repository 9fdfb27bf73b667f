import { dirname } from 'node:path';
import {
  type CheckFinding,
  type CloudAssembly,
  readStackManifest,
  type StackManifest,
  StackManifestError,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { RenderedPipeline } from '../../rendering';
import { readInside } from './readInside';
import type { YamlFile } from './YamlFile';

/**
 * Stacks account by account with the text of their templates, whoever wrote
 * them.
 */
export interface SetUp {
  manifest: StackManifest;
  /** Text by the path that the manifest names. */
  templates: Record<string, string>;
  /** Of a cloud assembly: what its resources were made by. */
  constructs?: CloudAssembly['constructs'];
  /** The folder of the manifest, as the person named it. */
  folder?: string;
  /** What it was rendered from: its files are nowhere yet. */
  renderedFrom?: { file: string; rendered: RenderedPipeline };
}

/**
 * Reads a manifest and the templates that it names.
 *
 * @returns findings instead, when the manifest is not right
 */
export async function readSetUp(
  manifestFile: YamlFile,
  folder: string,
): Promise<SetUp | CheckFinding[]> {
  try {
    const { manifest, templates } = await readStackManifest({
      value: manifestFile.value,
      readTemplate: path => readInside(folder, manifestFile, path),
    });
    return { manifest, templates, folder: dirname(manifestFile.file) };
  } catch (error) {
    if (!(error instanceof StackManifestError)) {
      throw error;
    }
    return error.problems.map(({ path, message }) => ({
      rule: 'manifest',
      level: 'error',
      message,
      place: { file: manifestFile.file, ...manifestFile.locate(path) },
    }));
  }
}
