import type { ContextValue } from './ContextKey';
import { Beginning, ContextKey, UNDISCLOSED } from './ContextKey';
import { mayNameKeyFrom } from '../matching/contextKeyNames';
import type { RequestContext } from './RequestContext';
import type { Requester } from './Requester';
import { isInAccount } from './Requester';

const ORGANIZATION_OF_PRINCIPAL = ContextKey.named('aws:PrincipalOrgID');

/** `IAM/latest/UserGuide/reference_policies_variables`, "Principal key values" */
const PRINCIPAL_TYPES: Partial<Record<Requester['kind'], string>> = {
  root: 'Account',
  user: 'User',
  federatedUser: 'FederatedUser',
  role: 'AssumedRole',
  roleSession: 'AssumedRole',
  anonymous: 'Anonymous',
};

/**
 * Sessions of a role have the id `AROA…:session`, of which the id of the role
 * tells the beginning. AWS always sets the key, so what cannot be told is not
 * absent but unknown.
 */
function roleUserId(ids: readonly string[] = []): ContextValue {
  const session = ids.find(id => id.includes(':'));
  if (session !== undefined) {
    return session;
  }
  return ids.length === 0 ? UNDISCLOSED : new Beginning(`${ids[0]}:`);
}

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
      return roleUserId(request.principalIds);
    case 'anonymous':
      return requester.name;
    default:
      return undefined;
  }
}

const REQUEST_TAG = 'aws:requesttag/';

/** The keys of the tags that the request passes. */
function tagKeys({ request }: RequestContext): ContextValue {
  const { context, unknownContextKeys = [] } = request;
  const mayHaveMore = unknownContextKeys.some(name =>
    mayNameKeyFrom(name, REQUEST_TAG),
  );
  if (mayHaveMore) {
    return UNDISCLOSED;
  }
  const names = Object.keys(context).filter(name =>
    name.toLowerCase().startsWith(REQUEST_TAG),
  );
  return names.length === 0
    ? undefined
    : names.map(name => name.slice(REQUEST_TAG.length));
}

/** Only of requests that are signed. */
function isAwsService({ requester: { kind } }: RequestContext): ContextValue {
  return kind === 'identityProvider' || kind === 'anonymous'
    ? undefined
    : String(kind === 'service');
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
  if (requester.kind === 'anonymous') {
    return requester.name;
  }
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
  ['aws:principalisawsservice', isAwsService],
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
  ['aws:tagkeys', tagKeys],
  ['aws:resourceaccount', resourceAccount],
  [
    // An account is in one organization: that of its principals.
    'aws:resourceorgid',
    context =>
      principalAccount(context) === resourceAccount(context)
        ? context.value(ORGANIZATION_OF_PRINCIPAL)
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
