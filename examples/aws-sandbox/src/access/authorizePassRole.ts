import { Refusal } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { authorize } from './authorize';

/**
 * Whether the caller may give a role to a service. Only a role of the caller's
 * own account can be passed, whatever the policies say.
 * See `IAM/latest/UserGuide/id_roles_use_passrole`.
 *
 * @throws Refusal
 */
export function authorizePassRole(
  call: Call,
  options: { roleArn: string; service: string; associatedResource?: string },
): void {
  const { roleArn, service, associatedResource } = options;
  if (roleArn.split(':')[4] !== call.caller.account) {
    throw new Refusal(
      'AccessDenied',
      'Cross-account pass role is not allowed.',
    );
  }
  authorize(call, {
    action: 'iam:PassRole',
    resource: roleArn,
    context: {
      'iam:PassedToService': service,
      'iam:AssociatedResourceArn': associatedResource,
    },
  });
}
