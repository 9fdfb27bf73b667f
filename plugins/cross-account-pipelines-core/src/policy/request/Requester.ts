import { remembering } from '../remembering';

/**
 * Who asks, taken apart.
 * `IAM/latest/UserGuide/reference_policies_elements_principal`
 */
export interface Requester {
  kind:
    | 'role'
    | 'roleSession'
    | 'user'
    | 'federatedUser'
    | 'root'
    | 'identityProvider'
    | 'anonymous'
    | 'service';
  /** The ARN, or the name of a service or identity provider, or `anonymous`. */
  name: string;
  /** What ARNs of its partition begin with, e.g. `arn:aws-cn:`. */
  arnPrefix: string;
  /** Twelve digits; empty for who belongs to none. */
  account: string;
  /** ARN of the root of that account. */
  rootArn: string;
  /**
   * What `aws:PrincipalArn` says: for a session the ARN of its role. The ARN of
   * a session leaves out the path of its role, so the role is taken to have none
   * unless the request gives `aws:PrincipalArn`.
   */
  identityArn: string | undefined;
  /** ARN of the role without its path; empty for who is none. */
  pathlessRoleArn: string;
  /** What the ARNs of the role's sessions begin with; empty for who is none. */
  sessionPrefix: string;
  /** Name without path of the role, the user or the federated user. */
  friendlyName: string;
  /** A role that a service made for itself; guardrails do not reach it. */
  isServiceLinked: boolean;
}

/** Services, identity providers and callers that sign nothing belong to none. */
export function isInAccount({ account }: Requester): boolean {
  return account !== '';
}

/** Twelve digits, of which the first may be zero. */
export const ACCOUNT_ID = /^\d{12}$/;

const KINDS: Record<string, Requester['kind']> = {
  'iam:role': 'role',
  'iam:user': 'user',
  'iam:root': 'root',
  'iam:saml-provider': 'identityProvider',
  'iam:oidc-provider': 'identityProvider',
  'sts:assumed-role': 'roleSession',
  'sts:federated-user': 'federatedUser',
};

/** The one identity provider whose name ends like that of a service. */
const COGNITO = /^cognito-identity(-fips)?\.(.+\.)?amazonaws\.com/;

/** `IAM/latest/UserGuide/reference_policies_elements_principal` */
const SERVICE_NAME = /\.(amazonaws\.|aws\.internal$|c2s\.|sc2s\.)/;

/** Who sends a request that nobody signed. */
const ANONYMOUS = new Set(['anonymous', '*']);

function outsideAccounts(
  kind: Requester['kind'],
  name: string,
  arnPrefix = '',
): Requester {
  return {
    kind,
    name,
    arnPrefix,
    account: '',
    rootArn: '',
    identityArn: undefined,
    pathlessRoleArn: '',
    sessionPrefix: '',
    friendlyName: name,
    isServiceLinked: false,
  };
}

function parseName(name: string): Requester | undefined {
  if (ANONYMOUS.has(name)) {
    return outsideAccounts('anonymous', 'anonymous');
  }
  if (!name.includes('.') || name.includes(':') || name.includes('*')) {
    return undefined;
  }
  return SERVICE_NAME.test(name) && !COGNITO.test(name)
    ? outsideAccounts('service', name)
    : outsideAccounts('identityProvider', name);
}

function parse(text: string): Requester | undefined {
  if (!text.startsWith('arn:')) {
    return parseName(text);
  }
  const [, partition, service, , account, ...rest] = text.split(':');
  const resource = rest.join(':');
  const [type, ...segments] = resource.split('/');
  const kind = KINDS[`${service}:${type}`];
  const isWhole = (kind === 'root') === (segments.length === 0);
  if (kind === undefined || !isWhole || !ACCOUNT_ID.test(account)) {
    return undefined;
  }
  const arnPrefix = `arn:${partition}:`;
  if (kind === 'identityProvider') {
    return outsideAccounts(kind, text, arnPrefix);
  }
  const isSession = kind === 'roleSession';
  const isRole = isSession || kind === 'role';
  const friendlyName =
    (isSession ? segments[0] : segments[segments.length - 1]) ?? '';
  const pathlessRoleArn = isRole
    ? `${arnPrefix}iam::${account}:role/${friendlyName}`
    : '';
  return {
    kind,
    name: text,
    arnPrefix,
    account,
    rootArn: `${arnPrefix}iam::${account}:root`,
    identityArn: isSession ? pathlessRoleArn : text,
    pathlessRoleArn,
    sessionPrefix: isRole
      ? `${arnPrefix}sts::${account}:assumed-role/${friendlyName}/`
      : '',
    friendlyName,
    isServiceLinked: resource.startsWith('role/aws-service-role/'),
  };
}

/**
 * `undefined` for a text that cannot stand for who asks: an ARN of another kind,
 * or neither an ARN nor the name of a service.
 */
export const parseRequester = remembering(parse);
