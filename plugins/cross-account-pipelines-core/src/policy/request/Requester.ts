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
  /** The account with its partition, by which its root is known. */
  rootKey: string;
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

/** The same without making the text between two places, or trying a pattern. */
function isAccountId(text: string, start: number, end: number): boolean {
  if (end - start !== 12) {
    return false;
  }
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) {
      return false;
    }
  }
  return true;
}

/** By service and what the resource begins with. */
const KINDS: ReadonlyArray<{
  service: string;
  resource: string;
  kind: Requester['kind'];
}> = [
  { service: 'iam:', resource: 'role/', kind: 'role' },
  { service: 'sts:', resource: 'assumed-role/', kind: 'roleSession' },
  { service: 'iam:', resource: 'user/', kind: 'user' },
  { service: 'iam:', resource: 'root', kind: 'root' },
  { service: 'sts:', resource: 'federated-user/', kind: 'federatedUser' },
  { service: 'iam:', resource: 'saml-provider/', kind: 'identityProvider' },
  { service: 'iam:', resource: 'oidc-provider/', kind: 'identityProvider' },
];

/** The partition that nearly all requests are in. */
const COMMON_PREFIX = 'arn:aws:';

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
    rootKey: '',
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

/** Somebody of an account. What few requests ask for is made when one does. */
class AccountRequester implements Requester {
  constructor(
    readonly kind: Requester['kind'],
    readonly name: string,
    readonly arnPrefix: string,
    readonly account: string,
    /** Where in the ARN what follows the account begins. */
    private readonly resourceAt: number,
  ) {}

  get rootKey(): string {
    return this.arnPrefix === COMMON_PREFIX
      ? this.account
      : `${this.arnPrefix}${this.account}`;
  }

  get identityArn(): string {
    return this.kind === 'roleSession' ? this.pathlessRoleArn : this.name;
  }

  get pathlessRoleArn(): string {
    return this.isRole
      ? `${this.arnPrefix}iam::${this.account}:role/${this.friendlyName}`
      : '';
  }

  get sessionPrefix(): string {
    return this.isRole
      ? `${this.arnPrefix}sts::${this.account}:assumed-role/${this.friendlyName}/`
      : '';
  }

  get friendlyName(): string {
    const { kind, name } = this;
    if (kind === 'root') {
      return '';
    }
    if (kind === 'roleSession') {
      const start = name.indexOf('/', this.resourceAt) + 1;
      const end = name.indexOf('/', start);
      return name.slice(start, end < 0 ? name.length : end);
    }
    return name.slice(name.lastIndexOf('/') + 1);
  }

  get isServiceLinked(): boolean {
    return this.name.startsWith('role/aws-service-role/', this.resourceAt);
  }

  private get isRole(): boolean {
    return this.kind === 'role' || this.kind === 'roleSession';
  }
}

function kindAt(
  text: string,
  service: number,
  resource: number,
): Requester['kind'] | undefined {
  for (const known of KINDS) {
    if (
      text.startsWith(known.service, service) &&
      text.startsWith(known.resource, resource)
    ) {
      return known.kind;
    }
  }
  return undefined;
}

/**
 * `undefined` for a text that cannot stand for who asks: an ARN of another kind,
 * or neither an ARN nor the name of a service.
 */
export function parseRequester(text: string): Requester | undefined {
  if (!text.startsWith('arn:')) {
    return parseName(text);
  }
  const isCommon = text.startsWith(COMMON_PREFIX);
  const service = isCommon ? COMMON_PREFIX.length : text.indexOf(':', 4) + 1;
  const region = text.indexOf(':', service) + 1;
  const account = text.indexOf(':', region) + 1;
  const resource = text.indexOf(':', account) + 1;
  if (service === 0 || region === 0 || account === 0 || resource === 0) {
    return undefined;
  }
  if (!isAccountId(text, account, resource - 1)) {
    return undefined;
  }
  const kind = kindAt(text, service, resource);
  const isLonger = text.length > resource + 'root'.length;
  if (kind === undefined || (kind === 'root' && isLonger)) {
    return undefined;
  }
  const accountId = text.slice(account, resource - 1);
  const arnPrefix = isCommon ? COMMON_PREFIX : text.slice(0, service);
  return kind === 'identityProvider'
    ? outsideAccounts(kind, text, arnPrefix)
    : new AccountRequester(kind, text, arnPrefix, accountId, resource);
}
