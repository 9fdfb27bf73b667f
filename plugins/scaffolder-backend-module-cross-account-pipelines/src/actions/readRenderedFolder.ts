import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  manifestName,
  pipelineArnOf,
  readStackManifest,
  StackManifestError,
  type StackSetUp,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parse } from 'yaml';

/**
 * What a render step wrote, or whoever wrote it: the steps between may have
 * changed it.
 */
export interface RenderedFolder extends StackSetUp {
  pipelineArn: string;
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
  const value = parseYaml(await readText(folder, manifestName));
  const { manifest, templates } = await asInputError(() =>
    readStackManifest({ value, readTemplate: path => readText(folder, path) }),
  );
  if (!manifest.pipeline) {
    throw new InputError(
      `pipeline in ${manifestName} has to say which pipeline the stacks are for: name, account and region`,
    );
  }
  return { pipelineArn: pipelineArnOf(manifest.pipeline), manifest, templates };
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

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new InputError(`${manifestName} is not YAML`, error);
  }
}

async function asInputError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof StackManifestError
      ? new InputError(`${manifestName} cannot be used: ${error.message}`)
      : error;
  }
}
