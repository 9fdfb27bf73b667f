import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Sandbox } from '../Sandbox';
import { clientsOf, policyOf } from './clientsOf';

/** A role with one inline policy, which is called `p`. */
export interface RoleParts {
  account?: string;
  name: string;
  statements: object[];
}

/**
 * Makes a role.
 *
 * @param options - `trusts` is the principal that may assume it
 * @returns its ARN
 */
export async function makeRole(
  sandbox: Sandbox,
  options: RoleParts & { trusts: object },
): Promise<string> {
  const { iam } = clientsOf(sandbox, options);
  const { Role: role } = await iam.send(
    new CreateRoleCommand({
      RoleName: options.name,
      AssumeRolePolicyDocument: policyOf({
        Principal: options.trusts,
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await allowRole(sandbox, options);
  return role!.Arn!;
}

/** Replaces what a role may do. */
export async function allowRole(
  sandbox: Sandbox,
  options: RoleParts,
): Promise<void> {
  await clientsOf(sandbox, options).iam.send(
    new PutRolePolicyCommand({
      RoleName: options.name,
      PolicyName: 'p',
      PolicyDocument: policyOf(...options.statements),
    }),
  );
}
