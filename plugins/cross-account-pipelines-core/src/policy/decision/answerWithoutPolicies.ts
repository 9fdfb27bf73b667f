import type { AccessDecision, Decision } from './AccessDecision';
import type { RequestContext } from '../request/RequestContext';
import type { Requester } from '../request/Requester';
import { isInAccount } from '../request/Requester';

/**
 * Calls that need no permission and that no policy can deny, by action in lower
 * case, with who can make them.
 */
const UNGUARDED_CALLS = new Map<string, (requester: Requester) => boolean>([
  // STS/latest/APIReference/API_GetCallerIdentity
  ['sts:getcalleridentity', isInAccount],
  [
    // IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken
    'sts:getsessiontoken',
    ({ kind }) => kind === 'user' || kind === 'root',
  ],
]);

/** Calls of services that take none that nobody signed. */
function needsSignature(action: string): boolean {
  return (
    action.startsWith('kms:') ||
    action.startsWith('iam:') ||
    (action.startsWith('sts:') && !action.startsWith('sts:assumerolewith'))
  );
}

function answer(decision: Decision): AccessDecision {
  return { decision, layer: 'identity', side: 'caller', layers: {} };
}

/** What AWS answers where it does not look at policies. */
export function answerWithoutPolicies({
  action,
  requester,
}: RequestContext): AccessDecision | undefined {
  // The name of a service is compared sooner than a whole action is looked up.
  const mayCall = action.startsWith('sts:get')
    ? UNGUARDED_CALLS.get(action)
    : undefined;
  if (mayCall !== undefined) {
    return answer(mayCall(requester) ? 'Allowed' : 'ImplicitlyDenied');
  }
  return requester.kind === 'anonymous' && needsSignature(action)
    ? answer('ImplicitlyDenied')
    : undefined;
}
