import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { DeployRoleSpec, PolicyStatement } from '../pipeline';

const DEPLOY_ROLE_KEY = 'crossAccountPipelines.deployRole';

const policyArn =
  /^arn:(aws[a-z-]*|\$\{AWS::Partition\}):iam::(\d{12}|aws|\$\{AWS::AccountId\}):policy\/[\w+=,.@/-]+$/;

/**
 * Reads `crossAccountPipelines.deployRole`: what the platform team lets
 * CloudFormation do in target accounts.
 *
 * @param config - the root of the app's configuration
 * @returns undefined when it is not configured
 * @throws InputError that names the configuration key
 *
 * @public
 */
export function readDeployRole(config: Config): DeployRoleSpec | undefined {
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

function readStatement(statement: Config, index: number): PolicyStatement {
  const key = `${DEPLOY_ROLE_KEY}.statements[${index}]`;
  const effect = statement.getString('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new InputError(
      `${key}.Effect is '${effect}'; it can be Allow or Deny`,
    );
  }
  requireOneOf(statement, key, ['Action', 'NotAction']);
  requireOneOf(statement, key, ['Resource', 'NotResource']);
  return statement.get<PolicyStatement>();
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
