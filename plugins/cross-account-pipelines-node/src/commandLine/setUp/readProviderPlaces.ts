import type { ProviderPlace } from 'backstage-plugin-cross-account-pipelines-core';
import { isRegion } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { UsageError } from '../UsageError';

const form = /^([^=\s]+)=(\d{12})?(?:(?:^|\/|(?<==))([a-z][a-z0-9-]+))?$/;

/**
 * Reads where providers of a Terraform plan work: `aws.production=333333333333/eu-west-1`,
 * or one of both.
 *
 * @throws UsageError
 */
export function readProviderPlaces(
  options: string[],
): Record<string, ProviderPlace> {
  return Object.fromEntries(
    options.map(option => {
      const [, name, account, region] = form.exec(option) ?? [];
      if (name === undefined || (account ?? region) === undefined) {
        throw new UsageError(
          `--provider takes <name>=<account>/<region>, as in aws.production=333333333333/eu-west-1, and not ${option}`,
        );
      }
      if (region !== undefined && !isRegion(region)) {
        throw new UsageError(`--provider ${name}: AWS has no Region ${region}`);
      }
      return [name, { account, region }];
    }),
  );
}
