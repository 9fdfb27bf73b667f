import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { CheckFinding } from 'backstage-plugin-cross-account-pipelines-core';
import {
  assemblyManifestName,
  manifestName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { PortalConfig } from './PortalConfig';
import { readAssembly } from './readAssembly';
import { readSetUp, type SetUp } from './readSetUp';
import { renderSpec } from './renderSpec';
import { readYamlFile, type YamlFile } from './YamlFile';

interface SetUpScope {
  portal: PortalConfig;
  /** The folder that paths start from. */
  folder: string;
  /** Folder of templates that take the place of the usual ones. */
  templates?: string;
  /** What bootstrapped the accounts of a cloud assembly. */
  bootstrap?: string;
}

/**
 * Reads a set-up from a folder, a manifest or a cloud assembly, or renders it
 * from a spec.
 *
 * @param path - as the person named it
 * @returns findings instead, when it is not right
 */
export async function loadSetUp(
  path: string,
  scope: SetUpScope,
): Promise<SetUp | CheckFinding[]> {
  const { folder, bootstrap } = scope;
  if (await isAssembly(resolve(folder, path))) {
    return readAssembly({ assembly: path, folder, bootstrap });
  }
  const isFolder = await stat(resolve(folder, path)).then(
    stats => stats.isDirectory(),
    () => false,
  );
  const name = isFolder ? join(path, manifestName) : path;
  const yaml = await readYamlFile(resolve(folder, name), name);
  return basename(name) === manifestName || isManifest(yaml)
    ? readSetUp(yaml, dirname(resolve(folder, name)))
    : renderedSetUp(yaml, scope);
}

/** Whether a folder is what `cdk synth` writes. */
async function isAssembly(path: string): Promise<boolean> {
  const isThere = (name: string) =>
    stat(join(path, name)).then(
      stats => stats.isFile(),
      () => false,
    );
  return (
    (await isThere(assemblyManifestName)) && !(await isThere(manifestName))
  );
}

/** A manifest may have any name; what it holds tells it from a spec. */
function isManifest({ value }: YamlFile): boolean {
  return typeof value === 'object' && value !== null && 'stacks' in value;
}

async function renderedSetUp(
  specFile: YamlFile,
  { portal, folder, templates }: SetUpScope,
): Promise<SetUp | CheckFinding[]> {
  const rendered = await renderSpec({ specFile, portal, templates, folder });
  return Array.isArray(rendered)
    ? rendered
    : {
        manifest: rendered.manifest,
        templates: rendered.files,
        renderedFrom: { file: specFile.file, rendered },
      };
}
