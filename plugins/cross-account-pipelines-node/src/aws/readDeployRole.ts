import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

const DEPLOY_ROLE_KEY = 'crossAccountPipelines.deployRole';

const policyArn =
  /^arn:aws[a-z-]*:iam::(\d{12}|aws|\$\{AWS::AccountId\}):policy\/[\w+=,.@/-]+$/;

/**
 * What the platform team lets CloudFormation do in target accounts.
 *
 * @public
 */
export interface DeployRoleConfig {
  /** Managed policies to attach to every deploy role. */
  managedPolicyArns: string[];
  /** Statements of an inline policy, spelled as IAM does. */
  statements: JsonObject[];
  /** ARN of the managed policy that bounds every deploy role. */
  permissionsBoundary?: string;
}

/**
 * Reads `crossAccountPipelines.deployRole`.
 *
 * @param config - the root of the app's configuration
 * @returns undefined when it is not configured
 * @throws InputError that names the configuration key
 *
 * @public
 */
export function readDeployRole(config: Config): DeployRoleConfig | undefined {
  const role = config.getOptionalConfig(DEPLOY_ROLE_KEY);
  if (!role) {
    return undefined;
  }
  const managedPolicyArns =
    role.getOptionalStringArray('managedPolicyArns') ?? [];
  managedPolicyArns.forEach((arn, index) =>
    checkPolicyArn(arn, `${DEPLOY_ROLE_KEY}.managedPolicyArns[${index}]`),
  );
  const permissionsBoundary = role.getOptionalString('permissionsBoundary');
  if (permissionsBoundary !== undefined) {
    checkPolicyArn(
      permissionsBoundary,
      `${DEPLOY_ROLE_KEY}.permissionsBoundary`,
    );
  }
  return {
    managedPolicyArns,
    statements: (role.getOptionalConfigArray('statements') ?? []).map(
      readStatement,
    ),
    permissionsBoundary,
  };
}

function checkPolicyArn(arn: string, key: string): void {
  if (!policyArn.test(arn)) {
    throw new InputError(
      `${key} has to be the ARN of a managed policy, e.g. arn:aws:iam::aws:policy/AWSLambda_FullAccess, or arn:aws:iam::\${AWS::AccountId}:policy/… for one of each target account; it is '${arn}'`,
    );
  }
}

function readStatement(statement: Config, index: number): JsonObject {
  const key = `${DEPLOY_ROLE_KEY}.statements[${index}]`;
  const effect = statement.getString('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new InputError(
      `${key}.Effect is '${effect}'; it can be Allow or Deny`,
    );
  }
  requireOneOf(statement, key, ['Action', 'NotAction']);
  requireOneOf(statement, key, ['Resource', 'NotResource']);
  return statement.get<JsonObject>();
}

function requireOneOf(
  statement: Config,
  key: string,
  elements: [string, string],
): void {
  if (elements.filter(element => statement.has(element)).length !== 1) {
    throw new InputError(
      `${key} has to have either ${elements.join(' or ')}, one of them`,
    );
  }
}
