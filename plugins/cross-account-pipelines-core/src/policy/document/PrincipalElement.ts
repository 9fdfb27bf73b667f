import { ContextKey } from '../request/ContextKey';
import type { DocumentPath } from './PolicyProblem';
import type { Reach, ReachEstimate } from './Reach';
import {
  BY_ACCOUNT,
  BY_ITSELF,
  BY_ROLE,
  estimateReach,
  NOT_REACHED,
} from './Reach';
import type { RequestContext } from '../request/RequestContext';
import { ACCOUNT_ID, isInAccount, parseRequester } from '../request/Requester';
import type { Truth } from '../matching/Truth';
import { FALSE, TRUE, UNKNOWN } from '../matching/Truth';
import { unforeseenAt } from '../unforeseen';

const PRINCIPAL_ARN = ContextKey.named('aws:PrincipalArn');

const UNIQUE_ID = /^A[A-Z0-9]{15,127}$/;

/** Shared by all that hold nothing. */
const NONE: ReadonlySet<string> = new Set();

function withName(
  names: ReadonlySet<string>,
  name: string,
): ReadonlySet<string> {
  return names === NONE ? new Set([name]) : (names as Set<string>).add(name);
}

/**
 * `Principal` or `NotPrincipal` of a statement.
 * `IAM/latest/UserGuide/reference_policies_elements_principal`
 */
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
      element.doubts.push(
        unforeseenAt(value) ??
          path.error(
            'must be "*" or an object such as {"AWS": "111111111111"}',
          ),
      );
    } else {
      const entries = Object.entries(value);
      if (entries.length === 0) {
        element.doubts.push(path.error('names nobody'));
      }
      for (const [kind, names] of entries) {
        element.addKind(kind, names, path.child(kind));
      }
    }
    return element;
  }

  private everyone = false;
  /** ARNs, account ids and unique ids, as they are written. */
  private names = NONE;
  /** The accounts whose roots are among them: see `Requester.rootKey`. */
  private roots = NONE;
  /** ARNs of the roles among them, without their paths. */
  private rolesWithoutPath = NONE;
  /** What the ARNs of the sessions among them begin with, up to their names. */
  private sessionPrefixes = NONE;
  private services = NONE;
  private identityProviders = NONE;
  private canonicalUsers = NONE;
  /** Why it cannot be told whom the element means. */
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
    if (this.everyone || this.namesOutsideAccounts(context)) {
      return FALSE;
    }
    const { kind, name } = context.requester;
    const account = this.namesAccount(context);
    const itself = kind === 'root' ? account : this.names.has(name);
    const listed = itself || this.namesUniqueId(context);
    const role = kind === 'roleSession' && this.namesRole(context);
    if (listed && account && (role || kind !== 'roleSession')) {
      return FALSE;
    }
    const mayBeListed =
      listed || role || this.possibleReach(context) !== NOT_REACHED;
    return mayBeListed ? UNKNOWN : TRUE;
  }

  private addKind(kind: string, value: unknown, path: DocumentPath): void {
    const names: unknown[] = Array.isArray(value) ? value : [value];
    if (names.length === 0) {
      this.doubts.push(path.error('is an empty list'));
    }
    for (const [index, name] of names.entries()) {
      const place = Array.isArray(value) ? path.child(index) : path;
      if (typeof name === 'string' && name !== '') {
        this.addName(kind, name, place);
      } else {
        this.doubts.push(place.error('must be a text'));
      }
    }
  }

  private addName(kind: string, name: string, path: DocumentPath): void {
    const open = unforeseenAt(name);
    if (open !== undefined) {
      this.doubts.push(open);
      return;
    }
    switch (kind) {
      case 'AWS':
        this.addAwsName(name, path);
        break;
      case 'Service':
        this.services = withName(this.services, name);
        break;
      case 'Federated':
        this.identityProviders = withName(this.identityProviders, name);
        break;
      case 'CanonicalUser':
        this.canonicalUsers = withName(this.canonicalUsers, name);
        break;
      default:
        this.doubts.push(
          path.error(
            'is no kind of principal: AWS, Service, Federated or CanonicalUser',
          ),
        );
    }
  }

  private addAwsName(name: string, path: DocumentPath): void {
    if (name === '*') {
      this.everyone = true;
    } else if (ACCOUNT_ID.test(name) || UNIQUE_ID.test(name)) {
      this.names = withName(this.names, name);
    } else {
      this.addArn(name, path);
    }
  }

  private addArn(arn: string, path: DocumentPath): void {
    const principal = arn.startsWith('arn:') ? parseRequester(arn) : undefined;
    const isWhole = !arn.includes('*') && !arn.includes('?');
    if (!isWhole || !principal || !isInAccount(principal)) {
      this.doubts.push(
        path.error(
          `"${arn}" is neither an account, nor the ARN of a role, session or user, nor a unique id; wildcards are not allowed in it`,
        ),
      );
      return;
    }
    this.names = withName(this.names, arn);
    const { kind, pathlessRoleArn, sessionPrefix } = principal;
    if (kind === 'root') {
      this.roots = withName(this.roots, principal.rootKey);
    } else if (kind === 'role') {
      this.rolesWithoutPath = withName(this.rolesWithoutPath, pathlessRoleArn);
    } else if (kind === 'roleSession') {
      this.sessionPrefixes = withName(this.sessionPrefixes, sessionPrefix);
    }
  }

  private certainReach(context: RequestContext): Reach {
    const { requester } = context;
    if (!isInAccount(requester)) {
      return this.namesOutsideAccounts(context) ? BY_ITSELF : NOT_REACHED;
    }
    const { kind, name } = requester;
    const isRole = kind === 'role' || kind === 'roleSession';
    if (this.names.has(name)) {
      return kind === 'role' ? BY_ROLE : BY_ITSELF;
    }
    if (this.namesUniqueId(context)) {
      return isRole ? BY_ROLE : BY_ITSELF;
    }
    if (kind === 'roleSession' && this.namesRole(context)) {
      return BY_ROLE;
    }
    if (this.namesAccount(context)) {
      return kind === 'root' ? BY_ITSELF : BY_ACCOUNT;
    }
    return NOT_REACHED;
  }

  private possibleReach(context: RequestContext): Reach {
    const { requester } = context;
    if (this.doubts.length > 0) {
      this.doubts.forEach(reason => context.note(reason));
      return BY_ITSELF;
    }
    if (
      this.sessionPrefixes !== NONE &&
      requester.kind === 'role' &&
      this.sessionPrefixes.has(requester.sessionPrefix)
    ) {
      context.note(`the session name of ${requester.name}`);
      return BY_ITSELF;
    }
    if (this.canonicalUsers !== NONE && isInAccount(requester)) {
      context.note('the account of a CanonicalUser');
      return BY_ACCOUNT;
    }
    return NOT_REACHED;
  }

  private namesOutsideAccounts({ requester }: RequestContext): boolean {
    const { kind, name } = requester;
    return (
      (kind === 'service' && this.services.has(name)) ||
      (!isInAccount(requester) && this.identityProviders.has(name))
    );
  }

  private namesAccount({ requester, request }: RequestContext): boolean {
    return (
      this.names.has(requester.account) ||
      this.roots.has(requester.rootKey) ||
      (this.canonicalUsers !== NONE &&
        request.principalIds !== undefined &&
        request.principalIds.some(id => this.canonicalUsers.has(id)))
    );
  }

  /**
   * Whether the role of the session that asks is named. The ARN of a session
   * lacks its role's path, but no two roles of an account have one name.
   * `IAM/latest/UserGuide/reference_identifiers`
   */
  private namesRole(context: RequestContext): boolean {
    if (this.names === NONE) {
      return false;
    }
    const given = context.given(PRINCIPAL_ARN);
    return typeof given === 'string'
      ? this.names.has(given)
      : this.rolesWithoutPath.has(context.requester.pathlessRoleArn);
  }

  private namesUniqueId({ request }: RequestContext): boolean {
    const { principalIds } = request;
    return (
      principalIds !== undefined &&
      principalIds.some(id => this.names.has(id.split(':')[0]))
    );
  }
}
