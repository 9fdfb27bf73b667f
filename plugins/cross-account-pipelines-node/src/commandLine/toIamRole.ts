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

/** A role of the estate, part by part. */
export function toIamRole(role: RoleState): IamRole {
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
      policy.arn === undefined ? [] : [toManagedPolicy(policy)],
    ),
  };
}

function toManagedPolicy({
  arn,
  name,
  document,
  source,
}: RolePolicy): IamRole['managedPolicies'][number] {
  return source === undefined
    ? { arn: arn! }
    : { name, path: /:policy(\/(?:.*\/)?)/.exec(arn!)?.[1] ?? '/', document };
}
