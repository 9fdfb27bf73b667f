import type {
  AccessDecision,
  PolicyLayer,
} from 'backstage-plugin-cross-account-pipelines-core';

const kinds: Record<PolicyLayer, string> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  SCP: 'service control policy',
  RCP: 'resource control policy',
};

const article = (kind: string) => (/^[aeiou]/.test(kind) ? 'an' : 'a');

/**
 * The sentence in which AWS refuses a call.
 * See `IAM/latest/UserGuide/troubleshoot_access-denied`.
 */
export function deniedMessage(options: {
  decision: AccessDecision;
  principal: string;
  action: string;
  resource: string;
}): string {
  const { decision, principal, action, resource } = options;
  const kind = kinds[decision.layer];
  const reason =
    decision.decision === 'ExplicitlyDenied'
      ? `with an explicit deny in ${article(kind)} ${kind}`
      : `because no ${kind} allows the ${action} action`;
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
