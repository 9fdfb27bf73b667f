import type {
  RolePolicy,
  RoleState,
} from 'backstage-plugin-cross-account-pipelines-core';

/** A role as the console, the AWS CLI and the SDKs take its parts. */
export interface IamRole {
  name: string;
  path: string;
  assumeRolePolicyDocument: unknown;
  /** Seconds. */
  maxSessionDuration?: number;
  permissionsBoundaryArn?: string;
  tags?: Record<string, string>;
  /** By name; they are part of the role. */
  inlinePolicies: Record<string, unknown>;
  /** By ARN what is there, by name and document what is to be made first. */
  managedPolicies: Array<
    { arn: string } | { name: string; path: string; document: unknown }
  >;
}

/**
 * A role of the estate, part by part.
 *
 * @param stackName - of the stack that it was foretold of: names that
 *   CloudFormation would make up begin with it
 */
export function toIamRole(role: RoleState, stackName: string): IamRole {
  const [, path, name] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(role.arn)!;
  const { permissionsBoundary, maxSessionDuration, tags, policies } = role;
  return {
    name,
    path,
    assumeRolePolicyDocument: role.trustPolicy,
    ...(maxSessionDuration !== undefined && { maxSessionDuration }),
    ...(permissionsBoundary?.arn && {
      permissionsBoundaryArn: permissionsBoundary.arn,
    }),
    ...(tags && Object.keys(tags).length > 0 && { tags }),
    inlinePolicies: Object.fromEntries(
      policies
        .filter(({ arn }) => arn === undefined)
        .map(policy => [policy.name, policy.document]),
    ),
    managedPolicies: policies.flatMap(policy =>
      policy.arn === undefined ? [] : [toManagedPolicy(policy, stackName)],
    ),
  };
}

function toManagedPolicy(
  { arn, name, document, source }: RolePolicy,
  stackName: string,
): IamRole['managedPolicies'][number] {
  if (source === undefined) {
    return { arn: arn! };
  }
  const { logicalId } = source;
  return {
    name:
      logicalId && name.startsWith(`${stackName}-${logicalId}-`)
        ? logicalId
        : name,
    path: /:policy(\/(?:.*\/)?)/.exec(arn!)?.[1] ?? '/',
    document,
  };
}
