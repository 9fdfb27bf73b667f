import type { ContextValue } from './ContextKey';
import { ContextKey, UNDISCLOSED } from './ContextKey';
import type { RequestContext } from './RequestContext';
import type { Requester } from './Requester';

const ORGANIZATION_OF_PRINCIPAL = ContextKey.named('aws:PrincipalOrgID');

/** `IAM/latest/UserGuide/reference_policies_variables`, "Principal key values" */
const PRINCIPAL_TYPES: Partial<Record<Requester['kind'], string>> = {
  root: 'Account',
  user: 'User',
  federatedUser: 'FederatedUser',
  role: 'AssumedRole',
  roleSession: 'AssumedRole',
};

function isInAccount(requester: Requester): boolean {
  return requester.account !== '';
}

/**
 * Role sessions are known by `AROA…:session`. AWS always sets the key, so an id
 * that was not given is not absent but unknown.
 */
function userId({ request, requester }: RequestContext): ContextValue {
  switch (requester.kind) {
    case 'root':
      return requester.account;
    case 'federatedUser':
      return `${requester.account}:${requester.friendlyName}`;
    case 'user':
      return request.principalIds?.[0] ?? UNDISCLOSED;
    case 'role':
    case 'roleSession':
      return request.principalIds?.find(id => id.includes(':')) ?? UNDISCLOSED;
    default:
      return undefined;
  }
}

function forService(
  service: string,
  derive: (context: RequestContext) => ContextValue,
) {
  return (context: RequestContext) =>
    context.action.startsWith(service) ? derive(context) : undefined;
}

function resourceAccount({ request }: RequestContext): ContextValue {
  return request.resourceAccount;
}

function principalAccount({ requester }: RequestContext): ContextValue {
  return isInAccount(requester) ? requester.account : undefined;
}

/**
 * Keys that AWS sets itself, from what a request says of its principal and its
 * resource. `IAM/latest/UserGuide/reference_policies_condition-keys` unless
 * another page is named.
 */
const DERIVATIONS = new Map<string, (context: RequestContext) => ContextValue>([
  ['aws:principalarn', ({ requester }) => requester.identityArn],
  ['aws:principalaccount', principalAccount],
  ['aws:principaltype', ({ requester }) => PRINCIPAL_TYPES[requester.kind]],
  ['aws:userid', userId],
  [
    'aws:username',
    ({ requester }) =>
      requester.kind === 'user' ? requester.friendlyName : undefined,
  ],
  [
    'aws:principalisawsservice',
    ({ requester }) => String(requester.kind === 'service'),
  ],
  [
    'aws:principalservicename',
    ({ requester }) =>
      requester.kind === 'service' ? requester.name : undefined,
  ],
  [
    // Every name the service goes by, of which a request tells one.
    'aws:principalservicenameslist',
    ({ requester }) => (requester.kind === 'service' ? UNDISCLOSED : undefined),
  ],
  ['aws:resourceaccount', resourceAccount],
  [
    // An account is in one organization: that of its principals.
    'aws:resourceorgid',
    context =>
      principalAccount(context) === resourceAccount(context)
        ? context.given(ORGANIZATION_OF_PRINCIPAL)
        : undefined,
  ],
  // AmazonS3/latest/userguide/amazon-s3-policy-keys
  ['s3:resourceaccount', forService('s3:', resourceAccount)],
  // kms/latest/developerguide/conditions-kms
  ['kms:calleraccount', forService('kms:', principalAccount)],
]);

/**
 * The value of a key that the request does not mention and AWS sets.
 *
 * @param key - in lower case
 */
export function deriveContextValue(
  key: string,
  context: RequestContext,
): ContextValue {
  return DERIVATIONS.get(key)?.(context);
}
