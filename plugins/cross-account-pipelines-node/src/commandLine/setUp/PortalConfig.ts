import { resolve, dirname } from 'node:path';
import { ConfigReader, type Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  ConfiguredAccount,
  FindingPolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  readConfiguredAccounts,
  readFindingPolicy,
  readGuardrails,
  readStackRules,
  type PipelineGuardrails,
  type StackRules,
} from '../../config';
import { UsageError } from '../UsageError';
import { readYamlFile } from './YamlFile';

/** What the command line takes from a portal's `app-config.yaml`. */
export interface PortalConfig {
  config: Config;
  accounts?: ConfiguredAccount[];
  guardrails?: PipelineGuardrails;
  findingPolicy?: FindingPolicy;
  /** Which stacks pipelines may deploy. */
  stackRules?: StackRules;
  /** Folder of the platform team's own templates. */
  templates?: string;
}

/**
 * Reads a portal's configuration.
 *
 * @param file - without it there is none, and the AWS SDK finds credentials
 * @throws UsageError, or InputError that names the configuration key
 */
export async function readPortalConfig(options: {
  file?: string;
  folder: string;
  env: Record<string, string | undefined>;
}): Promise<PortalConfig> {
  const { file, folder, env } = options;
  if (file === undefined) {
    return { config: new ConfigReader({}) };
  }
  const path = resolve(folder, file);
  const { value } = await readYamlFile(path, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} is not a portal's configuration`);
  }
  // The rest of a portal's configuration may hold what this cannot read.
  const { aws, crossAccountPipelines } = value as JsonObject;
  const config = new ConfigReader(
    substitute({ aws, crossAccountPipelines }, file, env) as JsonObject,
    file,
  );
  const templates = config.getOptionalString('crossAccountPipelines.templates');
  return {
    config,
    accounts: readConfiguredAccounts(config),
    guardrails: readGuardrails(config),
    findingPolicy: readFindingPolicy(config),
    stackRules: readStackRules(config),
    templates:
      templates === undefined || isUrl(templates)
        ? templates
        : resolve(dirname(path), templates),
  };
}

export function isUrl(location: string): boolean {
  return /^https?:/.test(location);
}

/**
 * Puts environment variables in as Backstage's loader does: `${NAME}`,
 * `${NAME:-otherwise}`, and `$${…}` for the text itself. A value whose variable
 * is not set is left out.
 */
function substitute(
  value: JsonValue | undefined,
  file: string,
  env: Record<string, string | undefined>,
): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value
      .map(item => substitute(item, file, env))
      .filter(item => item !== undefined);
  }
  if (typeof value === 'object' && value !== null) {
    const loaded = Object.keys(value).find(key =>
      /^\$(file|include)$/.test(key),
    );
    if (loaded) {
      throw new UsageError(
        `${file}: ${loaded} is understood by Backstage only; use \${VARIABLE} here`,
      );
    }
    return typeof value.$env === 'string'
      ? env[value.$env]
      : Object.fromEntries(
          Object.entries(value)
            .map(([key, inner]) => [key, substitute(inner, file, env)] as const)
            .filter(([, inner]) => inner !== undefined),
        );
  }
  return typeof value === 'string' ? substituteText(value, env) : value;
}

function substituteText(
  text: string,
  env: Record<string, string | undefined>,
): string | undefined {
  const parts = text.split(/(\$?\$\{[^{}]*\})/).map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    if (part.startsWith('$$')) {
      return part.slice(1);
    }
    const [name, ...otherwise] = part.slice(2, -1).split(':-');
    const value = env[name.trim()];
    return otherwise.length > 0
      ? value || otherwise.join(':-').trim() || undefined
      : value;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}
