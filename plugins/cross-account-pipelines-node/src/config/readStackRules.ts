import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Which CloudFormation stacks pipelines may deploy. In every pattern `*` stands
 * for any text.
 *
 * @public
 */
export interface StackRules {
  /**
   * Names that the stacks of a service may have, with `{component}` for its name
   * in the catalog. Absent: any that is not reserved.
   */
  names?: string[];
  /** Names that no service's stack may have. */
  reserved: string[];
  /** Names of stacks without an owner that a pipeline may take over when asked. */
  adoptable: string[];
}

/**
 * What bootstraps an account or belongs to AWS's own tools, and how the suite
 * names its own stacks. Whoever may change these owns the account.
 */
const reservedNames = [
  'CDKToolkit*',
  'portal-access*',
  'aws-sam-cli-managed-*',
  'awsconfigconforms-*',
  'AWSControlTower*',
  'AWSAccelerator-*',
  'StackSet-*',
  'SC-*',
  'serverlessrepo-*',
];

/** Nothing is reserved beyond the usual, and nothing may be taken over. */
export const defaultStackRules: StackRules = {
  reserved: reservedNames,
  adoptable: [],
};

/**
 * Reads `crossAccountPipelines.stacks`.
 *
 * @param config - the root of the app's configuration
 * @throws InputError that names the configuration key
 *
 * @public
 */
export function readStackRules(config: Config): StackRules {
  const key = 'crossAccountPipelines.stacks';
  const names = config.getOptionalStringArray(`${key}.names`);
  const wrong = names?.find(name => !name.includes('{component}'));
  if (wrong !== undefined) {
    throw new InputError(
      `${key}.names has ${JSON.stringify(
        wrong,
      )}; each name has to hold {component}, or it binds nothing`,
    );
  }
  return {
    names,
    reserved: [
      ...reservedNames,
      ...(config.getOptionalStringArray(`${key}.reserved`) ?? []),
    ],
    adoptable: config.getOptionalStringArray(`${key}.adoptable`) ?? [],
  };
}
