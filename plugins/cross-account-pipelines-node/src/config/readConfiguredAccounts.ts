import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type ConfiguredAccount,
  isRegion,
} from 'backstage-plugin-cross-account-pipelines-core';
import { readAccountId } from './readAccountId';

const ACCOUNTS_KEY = 'crossAccountPipelines.accounts';

const uses = ['pipeline', 'target'] as const;

type Use = ConfiguredAccount['uses'][number];

/**
 * Reads the accounts that pipelines may live in or reach.
 *
 * @param config - the root of the app's configuration
 * @throws InputError that names the configuration key, when an account is not
 * what AWS or this suite can work with
 *
 * @public
 */
export function readConfiguredAccounts(config: Config): ConfiguredAccount[] {
  const accounts = (config.getOptionalConfigArray(ACCOUNTS_KEY) ?? []).map(
    readAccount,
  );
  accounts.forEach((account, index) => {
    const first = accounts.findIndex(({ id }) => id === account.id);
    if (first !== index) {
      throw new InputError(
        `${ACCOUNTS_KEY}[${index}].id is ${account.id}, and so is ${ACCOUNTS_KEY}[${first}].id: list an account once`,
      );
    }
  });
  return accounts;
}

function readAccount(config: Config, index: number): ConfiguredAccount {
  const key = `${ACCOUNTS_KEY}[${index}]`;
  return {
    id: readAccountId(config.getOptional('id'), `${key}.id`),
    name: config.getString('name'),
    environment: config.getOptionalString('environment'),
    regions: readRegions(config.getOptionalStringArray('regions'), key),
    uses: readUses(config.getOptionalStringArray('uses'), key),
    organizationalUnit: config.getOptionalString('organizationalUnit'),
  };
}

function readRegions(regions: string[] = [], account: string): string[] {
  const key = `${account}.regions`;
  if (regions.length === 0) {
    throw new InputError(`${key} has to name at least one Region`);
  }
  regions.forEach((region, index) => {
    if (!isRegion(region)) {
      throw new InputError(
        `${key}[${index}] is '${region}', which is no AWS Region; Regions are spelled like eu-west-1`,
      );
    }
  });
  return [...new Set(regions)];
}

function readUses(values: string[] = [...uses], account: string): Use[] {
  const key = `${account}.uses`;
  if (values.length === 0) {
    throw new InputError(
      `${key} is empty: leave it out to allow both uses, or name ${uses.join(
        ' or ',
      )}`,
    );
  }
  return [...new Set(values)].map((value, index) => {
    const use = uses.find(each => each === value);
    if (!use) {
      throw new InputError(
        `${key}[${index}] is '${value}'; it can be ${uses.join(' or ')}`,
      );
    }
    return use;
  });
}
