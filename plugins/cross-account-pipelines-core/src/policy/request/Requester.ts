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

/** By service and what the resource begins with. */
const KINDS = new Map<string, ReadonlyMap<string, Requester['kind']>>([
  [
    'iam',
    new Map([
      ['role', 'role'],
      ['user', 'user'],
      ['root', 'root'],
      ['saml-provider', 'identityProvider'],
      ['oidc-provider', 'identityProvider'],
    ]),
  ],
  [
    'sts',
    new Map([
      ['assumed-role', 'roleSession'],
      ['federated-user', 'federatedUser'],
    ]),
  ],
]);

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
    /** What follows the account in the ARN. */
    private readonly resource: string,
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
    const { resource } = this;
    const slash = resource.indexOf('/');
    if (this.kind === 'roleSession') {
      const end = resource.indexOf('/', slash + 1);
      return resource.slice(slash + 1, end < 0 ? resource.length : end);
    }
    return slash < 0 ? '' : resource.slice(resource.lastIndexOf('/') + 1);
  }

  get isServiceLinked(): boolean {
    return this.resource.startsWith('role/aws-service-role/');
  }

  private get isRole(): boolean {
    return this.kind === 'role' || this.kind === 'roleSession';
  }
}

/**
 * `undefined` for a text that cannot stand for who asks: an ARN of another kind,
 * or neither an ARN nor the name of a service.
 */
export function parseRequester(text: string): Requester | undefined {
  if (!text.startsWith('arn:')) {
    return parseName(text);
  }
  const service = text.indexOf(':', 4) + 1;
  const region = text.indexOf(':', service) + 1;
  const account = text.indexOf(':', region) + 1;
  const resource = text.indexOf(':', account) + 1;
  if (service === 0 || region === 0 || account === 0 || resource === 0) {
    return undefined;
  }
  const slash = text.indexOf('/', resource);
  const type = text.slice(resource, slash < 0 ? text.length : slash);
  const kind = KINDS.get(text.slice(service, region - 1))?.get(type);
  const accountId = text.slice(account, resource - 1);
  const isWhole = (kind === 'root') === slash < 0;
  if (kind === undefined || !isWhole || !ACCOUNT_ID.test(accountId)) {
    return undefined;
  }
  const arnPrefix = text.startsWith(COMMON_PREFIX)
    ? COMMON_PREFIX
    : text.slice(0, service);
  return kind === 'identityProvider'
    ? outsideAccounts(kind, text, arnPrefix)
    : new AccountRequester(
        kind,
        text,
        arnPrefix,
        accountId,
        text.slice(resource),
      );
}
