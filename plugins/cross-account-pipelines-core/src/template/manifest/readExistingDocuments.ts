import { parse } from 'yaml';
import { isJsonObject } from '../../policy/isJsonObject';
import type { ExistingResource } from './StackManifest';
import {
  StackManifestError,
  type StackManifestProblem,
} from './StackManifestError';

/**
 * What is there already, with its policies in place of the files that hold them.
 *
 * @param options - `path` is where the list stands; what `readText` throws
 *   becomes a problem
 * @throws StackManifestError that lists every file that cannot be read
 *
 * @alpha
 */
export async function readExistingDocuments(options: {
  existing: ExistingResource[];
  readText: (path: string) => Promise<string>;
  path: ReadonlyArray<string | number>;
}): Promise<ExistingResource[]> {
  const { existing, readText, path } = options;
  const problems: StackManifestProblem[] = [];
  const read = async (value: unknown, ...at: Array<string | number>) => {
    if (typeof value !== 'string' || value === 'none') {
      return value;
    }
    try {
      const document = parse(await readText(value));
      if (!isJsonObject(document)) {
        throw new Error('it holds no policy');
      }
      return document;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({
        path: [...path, ...at],
        message: `${value} cannot be read: ${message}`,
      });
      return undefined;
    }
  };
  const found = await Promise.all(
    existing.map(async (each, index): Promise<ExistingResource> => {
      const { policy, trustPolicy, policies } = each;
      return {
        ...each,
        ...(policy !== undefined && {
          policy: await read(policy, index, 'policy'),
        }),
        ...(trustPolicy !== undefined && {
          trustPolicy: await read(trustPolicy, index, 'trustPolicy'),
        }),
        ...(Array.isArray(policies) && {
          policies: await Promise.all(
            policies.map((one, place) => read(one, index, 'policies', place)),
          ),
        }),
      };
    }),
  );
  if (problems.length > 0) {
    throw new StackManifestError(problems);
  }
  return found;
}
