import { dirname, join, relative, resolve } from 'node:path';
import {
  type CheckFinding,
  type ConstructSource,
  readCloudAssembly,
  StackManifestError,
  type StackSetUp,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  manifestName,
  parseTemplate,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { readSetUp, type SetUp } from './readSetUp';
import { UsageError } from '../UsageError';
import { readTextFile, readYamlFile } from './YamlFile';

/** The stacks of `cdk bootstrap`, named as seen from the assembly's folder. */
async function readBootstrap(
  named: string,
  folder: string,
  assembly: string,
): Promise<StackSetUp> {
  const name = join(named, manifestName);
  const path = resolve(folder, name);
  const setUp = await readSetUp(await readYamlFile(path, name), dirname(path));
  if (Array.isArray(setUp)) {
    throw new UsageError(
      `${name}: ${setUp.map(({ message }) => message).join(' ')}`,
    );
  }
  const seen = (template: string) =>
    relative(resolve(folder, assembly), join(dirname(path), template));
  return {
    manifest: {
      ...setUp.manifest,
      stacks: setUp.manifest.stacks.map(stack => ({
        ...stack,
        template: seen(stack.template),
      })),
    },
    templates: Object.fromEntries(
      Object.entries(setUp.templates).map(([file, text]) => [seen(file), text]),
    ),
  };
}

/**
 * Reads a cloud assembly of the AWS CDK.
 *
 * @param options - `assembly` and `bootstrap` are folders as the person named
 *   them; `folder` is where they start from
 * @returns findings instead, when the assembly cannot be judged
 */
export async function readAssembly(options: {
  assembly: string;
  bootstrap?: string;
  folder: string;
}): Promise<SetUp | CheckFinding[]> {
  const { assembly, bootstrap, folder } = options;
  try {
    const read = await readCloudAssembly({
      readText: path =>
        readTextFile(resolve(folder, assembly, path), join(assembly, path)),
      bootstrap:
        bootstrap === undefined
          ? undefined
          : await readBootstrap(bootstrap, folder, assembly),
    });
    return { ...read, folder: assembly };
  } catch (error) {
    if (!(error instanceof StackManifestError)) {
      throw error;
    }
    return error.problems.map(({ message }) => ({
      rule: 'manifest',
      level: 'error',
      message,
      place: { file: join(assembly, 'manifest.json') },
    }));
  }
}

/**
 * Findings name the construct, and stand at the line of the program that made it
 * where that is known.
 */
export function placeInConstructs(
  finding: CheckFinding,
  { constructs = {}, templates }: SetUp,
): CheckFinding {
  const { place } = finding;
  const known = place && constructs[place.file];
  if (!known || place.line === undefined) {
    return finding;
  }
  const construct = constructAt(place.line, known, {
    file: place.file,
    text: templates[place.file],
  });
  if (!construct) {
    return finding;
  }
  const { path, file, line } = construct;
  const message = `${finding.message} (${path})`;
  return file === undefined
    ? { ...finding, message }
    : { ...finding, message, place: { file, line }, rendered: place };
}

function constructAt(
  line: number,
  known: Record<string, ConstructSource>,
  template: { file: string; text: string },
): ConstructSource | undefined {
  const parsed = parseTemplate(template);
  let found: ConstructSource | undefined;
  let nearest = 0;
  for (const [logicalId, construct] of Object.entries(known)) {
    const start = parsed.locate(['Resources', logicalId]).line;
    if (start !== undefined && start <= line && start > nearest) {
      nearest = start;
      found = construct;
    }
  }
  return found;
}
