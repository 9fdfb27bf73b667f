import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  readStackManifest,
  StackManifestError,
  type StackSetUp,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  manifestName,
  pipelineArnOf,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { parse } from 'yaml';

/**
 * What a render step wrote, or whoever wrote it: the steps between may have
 * changed it.
 */
export interface RenderedFolder extends StackSetUp {
  pipelineArn: string;
}

type ReadText = (file: string) => Promise<string | undefined>;

/**
 * Reads `manifest.yaml` and the templates that it names from a folder. What is
 * no longer there, because the task goes on elsewhere, is taken from what was
 * remembered of it.
 *
 * @param remembered - asked for only when the folder has no manifest
 * @throws InputError when a file is missing, lies outside the folder or is not
 *   a manifest
 */
export async function readRenderedFolder(
  folder: string,
  remembered?: () => Promise<Record<string, string> | undefined>,
): Promise<RenderedFolder> {
  let read: ReadText = file => readFromFolder(folder, file);
  let text = await read(manifestName);
  if (text === undefined) {
    const files = (await remembered?.()) ?? {};
    read = async file => (Object.hasOwn(files, file) ? files[file] : undefined);
    text = await read(manifestName);
  }
  const value = parseYaml(required(manifestName, text));
  const { manifest, templates } = await asInputError(() =>
    readStackManifest({
      value,
      readTemplate: async path => required(path, await read(path)),
    }),
  );
  if (!manifest.pipeline) {
    throw new InputError(
      `pipeline in ${manifestName} has to say which pipeline the stacks are for: name, account and region`,
    );
  }
  return { pipelineArn: pipelineArnOf(manifest.pipeline), manifest, templates };
}

/** Undefined when there is no such file. */
async function readFromFolder(
  folder: string,
  file: string,
): Promise<string | undefined> {
  try {
    return await readFile(resolveSafeChildPath(folder, file), 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw new InputError(
      `${file} cannot be read from the folder to deploy`,
      error,
    );
  }
}

function required(file: string, text: string | undefined): string {
  if (text === undefined) {
    throw new InputError(
      `${file} is not in the folder to deploy; a render step writes it, and its output rendered keeps it for a task that goes on elsewhere`,
    );
  }
  return text;
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
