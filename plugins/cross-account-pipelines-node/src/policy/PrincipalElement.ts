import { ContextKey } from './ContextKey';
import type { DocumentPath } from './PolicyProblem';
import type { Reach, ReachEstimate } from './Reach';
import {
  BY_ACCOUNT,
  BY_ITSELF,
  BY_ROLE,
  estimateReach,
  NOT_REACHED,
} from './Reach';
import type { RequestContext } from './RequestContext';
import { parseRequester } from './Requester';
import type { Truth } from './Truth';
import { FALSE, TRUE, UNKNOWN } from './Truth';

const PRINCIPAL_ARN = ContextKey.named('aws:PrincipalArn');

const ACCOUNT_ID = /^\d{12}$/;
const UNIQUE_ID = /^A[A-Z0-9]{15,127}$/;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** `Principal` or `NotPrincipal` of a statement. */
export class PrincipalElement {
  static compile(value: unknown, path: DocumentPath): PrincipalElement {
    const element = new PrincipalElement();
    if (value === '*') {
      element.everyone = true;
    } else if (
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value)
    ) {
      element.doubt(path.error('must be "*" or an object such as {"AWS": …}'));
    } else {
      for (const [kind, names] of Object.entries(value)) {
        element.addAll(kind, names, path.child(kind));
      }
    }
    return element;
  }

  private everyone = false;
  /** ARNs, account ids and unique ids, as written. */
  private readonly names = new Set<string>();
  /** ARNs of the roles among them, without their paths. */
  private readonly rolesWithoutPath = new Set<string>();
  /** What the ARNs of the sessions among them begin with, up to their name. */
  private readonly sessionPrefixes = new Set<string>();
  private readonly services = new Set<string>();
  private readonly identityProviders = new Set<string>();
  private readonly canonicalUsers = new Set<string>();
  /** Why it is not known whom the element means. */
  private readonly doubts: string[] = [];

  /** Whom a `Principal` reaches. */
  reach(context: RequestContext): ReachEstimate {
    if (this.everyone) {
      return estimateReach(BY_ITSELF);
    }
    const certain = this.certainReach(context);
    return certain === BY_ITSELF
      ? estimateReach(certain)
      : estimateReach(certain, this.possibleReach(context));
  }

  /**
   * Whether a `NotPrincipal` is about who asks. To be excepted, a principal must
   * be listed with its account, and a session with its role too; AWS calls what
   * happens otherwise dependent on the service.
   * `IAM/latest/UserGuide/reference_policies_elements_notprincipal`
   */
  leavesIn(context: RequestContext): Truth {
    if (this.everyone) {
      return FALSE;
    }
    if (this.namesOutsideAccounts(context)) {
      return FALSE;
    }
    const { kind, name, account, rootArn } = context.requester;
    const accountListed = this.names.has(account) || this.names.has(rootArn);
    const listed =
      kind === 'root'
        ? accountListed
        : this.names.has(name) || this.namesId(context);
    const roleListed = kind === 'roleSession' && this.namesRole(context);
    const chainListed =
      accountListed && listed && (kind !== 'roleSession' || roleListed);
    if (chainListed) {
      return FALSE;
    }
    const inDoubt =
      listed || roleListed || this.possibleReach(context) !== NOT_REACHED;
    return inDoubt ? UNKNOWN : TRUE;
  }

  private addAll(kind: string, names: unknown, path: DocumentPath): void {
    const add = this.adderFor(kind);
    if (add === undefined) {
      this.doubt(
        path.error(
          'is not a kind of principal: AWS, Service, Federated or CanonicalUser',
        ),
      );
      return;
    }
    const list = Array.isArray(names) ? names : [names];
    for (const [index, name] of list.entries()) {
      const place = Array.isArray(names) ? path.child(index) : path;
      if (!isText(name) || name === '') {
        this.doubt(place.error('must be a text'));
      } else {
        add(name, place);
      }
    }
  }

  private adderFor(
    kind: string,
  ): ((name: string, path: DocumentPath) => void) | undefined {
    switch (kind) {
      case 'AWS':
        return (name, path) => this.addAws(name, path);
      case 'Service':
        return name => this.services.add(name);
      case 'Federated':
        return name => this.identityProviders.add(name);
      case 'CanonicalUser':
        return name => this.canonicalUsers.add(name);
      default:
        return undefined;
    }
  }

  private addAws(name: string, path: DocumentPath): void {
    if (name === '*') {
      this.everyone = true;
      return;
    }
    if (ACCOUNT_ID.test(name) || UNIQUE_ID.test(name)) {
      this.names.add(name);
      return;
    }
    const principal = name.startsWith('arn:')
      ? parseRequester(name)
      : undefined;
    if (
      principal === undefined ||
      !ACCOUNT_ID.test(principal.account) ||
      name.includes('*') ||
      name.includes('?')
    ) {
      this.doubt(
        path.error(
          `"${name}" is neither an account, the ARN of a role, session or user, nor a unique id; wildcards are not allowed in it`,
        ),
      );
      return;
    }
    this.names.add(name);
    const { kind, arnPrefix, account, friendlyName } = principal;
    if (kind === 'role') {
      this.rolesWithoutPath.add(
        `${arnPrefix}iam::${account}:role/${friendlyName}`,
      );
    } else if (kind === 'roleSession') {
      this.sessionPrefixes.add(principal.sessionPrefix!);
    }
  }

  private doubt(reason: string): void {
    this.doubts.push(reason);
  }

  private certainReach(context: RequestContext): Reach {
    const { kind, name, account, rootArn } = context.requester;
    if (account === '') {
      return this.namesOutsideAccounts(context) ? BY_ITSELF : NOT_REACHED;
    }
    const isRole = kind === 'role';
    if (this.names.has(name)) {
      return isRole ? BY_ROLE : BY_ITSELF;
    }
    if (this.namesId(context)) {
      return isRole || kind === 'roleSession' ? BY_ROLE : BY_ITSELF;
    }
    if (kind === 'roleSession' && this.namesRole(context)) {
      return BY_ROLE;
    }
    if (this.names.has(account) || this.names.has(rootArn)) {
      return kind === 'root' ? BY_ITSELF : BY_ACCOUNT;
    }
    return NOT_REACHED;
  }

  private possibleReach(context: RequestContext): Reach {
    if (this.doubts.length > 0) {
      this.doubts.forEach(reason => context.note(reason));
      return BY_ITSELF;
    }
    const { kind, sessionPrefix, account } = context.requester;
    if (kind === 'role' && this.sessionPrefixes.has(sessionPrefix!)) {
      context.note(`the name of the session of ${context.requester.name}`);
      return BY_ITSELF;
    }
    if (this.canonicalUsers.size > 0 && account !== '') {
      return this.canonicalReach(context);
    }
    return NOT_REACHED;
  }

  private canonicalReach(context: RequestContext): Reach {
    context.note('the account that a CanonicalUser id stands for');
    return BY_ACCOUNT;
  }

  private namesOutsideAccounts({ requester }: RequestContext): boolean {
    switch (requester.kind) {
      case 'service':
        return (
          this.services.has(requester.name) ||
          this.identityProviders.has(requester.name)
        );
      case 'identityProvider':
        return this.identityProviders.has(requester.name);
      default:
        return false;
    }
  }

  /** Whether it names the role of the session that asks. */
  private namesRole(context: RequestContext): boolean {
    const given = context.given(PRINCIPAL_ARN);
    return isText(given)
      ? this.names.has(given)
      : this.rolesWithoutPath.has(context.requester.identityArn!);
  }

  private namesId({ request }: RequestContext): boolean {
    const { principalIds } = request;
    return (
      principalIds !== undefined &&
      principalIds.some(id => this.names.has(id.split(':')[0]))
    );
  }
}
