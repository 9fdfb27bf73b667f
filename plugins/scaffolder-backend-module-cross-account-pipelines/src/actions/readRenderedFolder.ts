import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  pipelineArnOf,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parse } from 'yaml';

/**
 * What a render step wrote, or whoever wrote it: the steps between may have
 * changed it.
 */
export interface RenderedFolder {
  pipelineArn: string;
  manifest: StackManifest;
  /** Text by the path that the manifest names. */
  templates: Record<string, string>;
}

/**
 * Reads `manifest.yaml` and the templates that it names.
 *
 * @throws InputError when a file is missing, lies outside the folder or is not
 *   a manifest
 */
export async function readRenderedFolder(
  folder: string,
): Promise<RenderedFolder> {
  const manifest = parseManifest(await readText(folder, 'manifest.yaml'));
  const files = new Set(manifest.stacks.map(({ template }) => template));
  const templates: Record<string, string> = {};
  for (const file of files) {
    templates[file] = await readText(folder, file);
  }
  return {
    pipelineArn: pipelineArnOf(manifest.pipeline!),
    manifest,
    templates,
  };
}

async function readText(folder: string, file: string): Promise<string> {
  try {
    return await readFile(resolveSafeChildPath(folder, file), 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      throw new InputError(
        `${file} is not in the folder to deploy; a render step writes it`,
      );
    }
    throw new InputError(
      `${file} cannot be read from the folder to deploy`,
      error,
    );
  }
}

function parseManifest(text: string): StackManifest {
  let manifest: unknown;
  try {
    manifest = parse(text);
  } catch (error) {
    throw new InputError('manifest.yaml is not YAML', error);
  }
  if (!isRecord(manifest) || manifest.version !== 1) {
    throw new InputError('manifest.yaml is not a stack manifest of version 1');
  }
  const { pipeline, stacks } = manifest;
  requireTexts('pipeline', pipeline, ['name', 'account', 'region']);
  if (!Array.isArray(stacks) || stacks.length === 0) {
    throw new InputError('stacks in manifest.yaml has to be a list of stacks');
  }
  stacks.forEach((stack, index) =>
    requireTexts(`stacks[${index}]`, stack, [
      'account',
      'region',
      'stackName',
      'template',
    ]),
  );
  return manifest as unknown as StackManifest;
}

function requireTexts(path: string, value: unknown, fields: string[]): void {
  const record = isRecord(value) ? value : {};
  for (const field of fields) {
    if (typeof record[field] !== 'string') {
      throw new InputError(
        `${path}.${field} in manifest.yaml has to be text${
          field === 'account' ? ', twelve digits in quotes' : ''
        }; it is ${JSON.stringify(record[field])}`,
      );
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
