import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  ResolvedManifestStack,
  ResolvedResource,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** A role that gets a policy from a stack, and that no stack beside it makes. */
export interface ForeignRole extends StackPlace {
  logicalId: string;
  /** Names have no path; in braces, why it is not known. */
  roleName: string;
}

/** Where a type names the roles that get what it says. */
const attaching: Record<string, string | undefined> = {
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
};

/** Finds the roles to which stacks attach policies and which they do not make. */
export function listForeignRoles(
  stacks: ResolvedManifestStack[],
): ForeignRole[] {
  const resources = stacks.flatMap(({ stack, resolved }) =>
    Object.entries(resolved.resources).map(([logicalId, resource]) => ({
      stack,
      logicalId,
      resource,
    })),
  );
  const made = new Set(
    resources
      .filter(({ resource }) => resource.type === 'AWS::IAM::Role')
      .map(({ stack, resource }) => `${stack.account} ${resource.physicalId}`),
  );
  return resources.flatMap(({ stack, logicalId, resource }) =>
    rolesGiven(resource)
      .filter(roleName => !made.has(`${stack.account} ${roleName}`))
      .map(roleName => ({
        account: stack.account,
        region: stack.region,
        stackName: stack.stackName,
        logicalId,
        roleName,
      })),
  );
}

function rolesGiven({ type, properties }: ResolvedResource): string[] {
  const property = Object.hasOwn(attaching, type) ? attaching[type] : undefined;
  const value = property === undefined ? undefined : properties[property];
  return value === undefined ? [] : [value].flat().map(String);
}
