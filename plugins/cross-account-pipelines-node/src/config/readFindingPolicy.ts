import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type FindingPolicy,
  FindingPolicyError,
  parseFindingPolicy,
} from 'backstage-plugin-cross-account-pipelines-core';

const key = 'crossAccountPipelines.findingPolicy';

/**
 * Reads which findings stop a pipeline from being rendered and deployed, and
 * which are waived.
 *
 * @param config - the root of the app's configuration
 * @throws InputError that names the configuration key
 *
 * @public
 */
export function readFindingPolicy(config: Config): FindingPolicy | undefined {
  const value = config.getOptional(key);
  try {
    return value === undefined ? undefined : parseFindingPolicy(value);
  } catch (error) {
    throw error instanceof FindingPolicyError
      ? new InputError(`${key}: ${error.message.replaceAll('\n', '; ')}`)
      : error;
  }
}
