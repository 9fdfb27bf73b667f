import { NotAllowedError } from '@backstage/errors';
import { matchesAny } from 'backstage-plugin-cross-account-pipelines-node';

/**
 * Stops at roles that are there already and that the platform team does not let
 * pipelines use, whether a pipeline acts as them, hands them to what it deploys,
 * or gives them permissions. They may do more than what it lets new roles do.
 *
 * @param spec - or the part of one that names roles
 * @param allowed - ARNs, in which `*` stands for any text
 * @throws NotAllowedError that names every such role
 */
export function requireAllowedRoles(spec: object, allowed: string[]): void {
  const refused = [...new Set(rolesNamed(spec))].filter(
    arn => !matchesAny(arn, allowed),
  );
  if (refused.length > 0) {
    throw new NotAllowedError(
      [
        'Pipelines may not use these roles; the platform team allows them in app-config under crossAccountPipelines.existingRoles:',
        ...refused,
      ].join('\n- '),
    );
  }
}

const roleField = /(?:Role|Roles|RoleArn|RoleArns)$/;

/** In whichever field of whichever provider. */
function rolesNamed(value: unknown, field = ''): string[] {
  if (typeof value === 'string') {
    return roleField.test(field) && value.startsWith('arn:') ? [value] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => rolesNamed(item, field));
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => rolesNamed(inner, name))
    : [];
}
