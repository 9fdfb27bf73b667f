import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { isError } from '@backstage/errors';
import { readStackManifest } from 'backstage-plugin-cross-account-pipelines-core';
import { manifestName } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { UsageError } from '../UsageError';
import { readYamlFile } from '../setUp/YamlFile';

/**
 * Writes a folder as a whole or not at all: beside it first, then renamed. One
 * that was written before, and holds nothing else, is replaced.
 *
 * @param name - the folder as people name it, for messages
 * @param files - text by path; `manifest.yaml` is among them
 * @throws UsageError when there is something else, or nothing can be written
 */
export async function writeFolder(
  folder: string,
  name: string,
  files: Record<string, string>,
): Promise<void> {
  await requireOwn(folder, name);
  const parent = dirname(folder);
  try {
    await mkdir(parent, { recursive: true });
    const fresh = join(parent, `.${basename(folder)}-${randomUUID()}`);
    await mkdir(fresh);
    try {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(fresh, path)), { recursive: true });
        await writeFile(join(fresh, path), text);
      }
      await replace(folder, fresh);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } catch (error) {
    throw new UsageError(
      `${name} cannot be written: ${isError(error) ? error.message : error}`,
    );
  }
}

/** What somebody else put there is not ours to remove. */
async function requireOwn(folder: string, name: string): Promise<void> {
  const entries = await listEntries(folder, name);
  if (entries.length === 0) {
    return;
  }
  const ours = entries.includes(manifestName)
    ? await writtenBefore(folder, name)
    : [];
  const foreign = entries.find(entry => !ours.includes(entry));
  if (foreign !== undefined) {
    throw new UsageError(
      `${name} holds ${foreign}: name a new or empty folder, or one that holds what render wrote and nothing else`,
    );
  }
}

async function listEntries(folder: string, name: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return [];
    }
    throw new UsageError(
      `${name} cannot be written to: ${isError(error) ? error.message : error}`,
    );
  }
}

async function writtenBefore(folder: string, name: string): Promise<string[]> {
  const { value } = await readYamlFile(
    join(folder, manifestName),
    join(name, manifestName),
  );
  try {
    const { templates } = await readStackManifest({
      value,
      readTemplate: async () => '',
    });
    return [manifestName, ...Object.keys(templates)];
  } catch {
    return [];
  }
}

/** Renaming does not replace a folder that is not empty. */
async function replace(folder: string, fresh: string): Promise<void> {
  const old = `${fresh}-old`;
  await rename(folder, old).catch(error => {
    if (!isError(error) || error.code !== 'ENOENT') {
      throw error;
    }
  });
  try {
    await rename(fresh, folder);
  } catch (error) {
    await rename(old, folder).catch(() => undefined);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}
