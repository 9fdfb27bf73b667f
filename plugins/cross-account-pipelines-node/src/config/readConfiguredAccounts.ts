import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { isRegion } from 'backstage-plugin-cross-account-pipelines-core/alpha';
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
  const organizationPath = readOrganizationPath(config, key);
  const tags = readTags(config, key);
  return {
    id: readAccountId(config.getOptional('id'), `${key}.id`),
    name: config.getString('name'),
    environment: config.getOptionalString('environment'),
    regions: readRegions(config.getOptionalStringArray('regions'), key),
    uses: readUses(config.getOptionalStringArray('uses'), key),
    organizationalUnit:
      config.getOptionalString('organizationalUnit') ??
      organizationPath?.split('/').findLast(part => part.startsWith('ou-')),
    ...(organizationPath && { organizationPath }),
    ...(tags && { tags }),
  };
}

function readOrganizationPath(
  config: Config,
  account: string,
): string | undefined {
  const path = config.getOptionalString('organizationPath');
  if (
    path !== undefined &&
    !/^o-[a-z0-9]+\/r-[a-z0-9]+(?:\/ou-[a-z0-9-]+)*\/?$/.test(path)
  ) {
    throw new InputError(
      `${account}.organizationPath is ${JSON.stringify(
        path,
      )}; it has to name all that the account is within, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111`,
    );
  }
  return path?.replace(/\/$/, '');
}

function readTags(
  config: Config,
  account: string,
): Record<string, string> | undefined {
  const tags = config.getOptional('tags');
  if (tags === undefined) {
    return undefined;
  }
  if (
    typeof tags !== 'object' ||
    tags === null ||
    Array.isArray(tags) ||
    Object.values(tags).some(value => typeof value !== 'string')
  ) {
    throw new InputError(
      `${account}.tags has to be a map of tags, each with its value as text`,
    );
  }
  return tags as Record<string, string>;
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
