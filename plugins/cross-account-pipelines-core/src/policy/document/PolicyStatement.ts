import type {
  PolicyLayer,
  StatementReference,
} from '../decision/AccessDecision';
import type { NamedPolicy } from '../request/AccessRequest';
import type { Condition } from './Condition';
import type { PatternElement } from './PatternElement';
import type { DocumentPath } from './PolicyProblem';
import type { PrincipalElement } from './PrincipalElement';
import type { ReachEstimate } from './Reach';
import { BY_ITSELF, estimateReach, NOT_REACHED } from './Reach';
import type { RequestContext } from '../request/RequestContext';
import type { Truth } from '../matching/Truth';
import { FALSE, TRUE, UNKNOWN } from '../matching/Truth';

/** What `compileStatement` reads from a document. */
export interface StatementParts {
  path: DocumentPath;
  sid?: string;
  /** Zero-based place in the document. */
  index: number;
  effect?: 'Allow' | 'Deny';
  /** `Action` or `NotAction`. */
  action?: PatternElement;
  /** `Resource` or `NotResource`. */
  resource?: PatternElement;
  principal?: PrincipalElement;
  notPrincipal?: PrincipalElement;
  conditions: Condition[];
  /** Why the statement as a whole may mean something else. */
  doubts: string[];
}

const REACHES_NOBODY = estimateReach(NOT_REACHED);
const REACHES_EVERYONE = estimateReach(BY_ITSELF);
const MAY_REACH_EVERYONE = estimateReach(NOT_REACHED, BY_ITSELF);

/** The name of the policy is made when somebody reads it, which few do. */
class OriginReference implements StatementReference {
  readonly #policy: NamedPolicy;

  constructor(
    policy: NamedPolicy,
    readonly index: number,
    readonly sid: string | undefined,
  ) {
    this.#policy = policy;
  }

  get policy(): string {
    return this.#policy.name;
  }

  get origin(): unknown {
    return this.#policy.origin;
  }

  isIn(policy: NamedPolicy): boolean {
    return this.#policy === policy;
  }
}

/** A statement, ready to be asked. */
export class PolicyStatement {
  /**
   * AWS calls a statement invalid when a policy variable in it has no value, so
   * it allows nothing; that it denies nothing is not said.
   * `IAM/latest/UserGuide/reference_policies_variables`
   */
  private readonly unresolved: Truth;
  private reference: OriginReference | undefined;

  constructor(private readonly parts: StatementParts) {
    this.unresolved = parts.effect === 'Allow' ? FALSE : UNKNOWN;
  }

  get sid(): string | undefined {
    return this.parts.sid;
  }

  /** `undefined` where nobody can tell whether it allows or denies. */
  get effect(): 'Allow' | 'Deny' | undefined {
    return this.parts.effect;
  }

  /** Whether and how it reaches the request as a statement of that layer. */
  reach(context: RequestContext, layer: PolicyLayer): ReachEstimate {
    const { action, resource, conditions, doubts } = this.parts;
    const { unresolved } = this;
    const mark = context.mark;
    let about: Truth =
      action === undefined
        ? UNKNOWN
        : action.matches(context.action, context, unresolved);
    if (about === FALSE) {
      return REACHES_NOBODY;
    }
    const who = this.whoIsMeant(context, layer);
    if (who.possible === NOT_REACHED) {
      context.forgetSince(mark);
      return REACHES_NOBODY;
    }
    const matched =
      resource === undefined
        ? this.withoutResource(context, layer)
        : resource.matches(context.request.resource, context, unresolved);
    about = matched < about ? matched : about;
    for (const condition of conditions) {
      if (about === FALSE) {
        break;
      }
      const holds = condition.holds(context, unresolved);
      about = holds < about ? holds : about;
    }
    if (about === FALSE) {
      context.forgetSince(mark);
      return REACHES_NOBODY;
    }
    if (doubts.length > 0) {
      doubts.forEach(doubt => context.note(doubt));
      about = UNKNOWN;
    }
    return about === TRUE ? who : estimateReach(NOT_REACHED, who.possible);
  }

  /** How people find it. `policy` is the name of the policy it stands in. */
  referenceIn(policy: string): StatementReference {
    const { sid, index } = this.parts;
    return sid === undefined ? { policy, index } : { policy, sid, index };
  }

  /** The same in a policy that who asks will want to find again. */
  referenceOf(policy: NamedPolicy): StatementReference {
    // One policy after the other asks, each many times.
    if (this.reference?.isIn(policy) !== true) {
      const { index, sid } = this.parts;
      this.reference = new OriginReference(policy, index, sid);
    }
    return this.reference;
  }

  private whoIsMeant(
    context: RequestContext,
    layer: PolicyLayer,
  ): ReachEstimate {
    const { principal, notPrincipal, path } = this.parts;
    if (layer === 'resource' || layer === 'RCP') {
      if (principal !== undefined) {
        return principal.reach(context);
      }
      if (notPrincipal !== undefined) {
        return this.whoIsNotExcepted(notPrincipal, context);
      }
      if (layer === 'RCP') {
        return REACHES_EVERYONE;
      }
      context.note(`${path}: has no Principal`);
      return MAY_REACH_EVERYONE;
    }
    if (principal === undefined && notPrincipal === undefined) {
      return REACHES_EVERYONE;
    }
    context.note(`${path}: must not have a Principal`);
    return MAY_REACH_EVERYONE;
  }

  /**
   * A Deny reaches every principal with a permissions boundary. With an Allow
   * AWS does not support the element.
   * `IAM/latest/UserGuide/reference_policies_elements_notprincipal`
   */
  private whoIsNotExcepted(
    notPrincipal: PrincipalElement,
    context: RequestContext,
  ): ReachEstimate {
    const { effect, path } = this.parts;
    if (effect === 'Deny' && context.hasBoundary) {
      return REACHES_EVERYONE;
    }
    const left = notPrincipal.leavesIn(context);
    if (left === TRUE && effect === 'Deny') {
      return REACHES_EVERYONE;
    }
    if (left === FALSE) {
      return REACHES_NOBODY;
    }
    context.note(
      effect === 'Deny'
        ? `${path}: NotPrincipal lists the principal without its account, role or session`
        : `${path}: AWS does not support NotPrincipal with Allow`,
    );
    return MAY_REACH_EVERYONE;
  }

  /**
   * A trust policy has no `Resource`, and some other resource-based policies
   * need none: they are about the resource they are attached to.
   */
  private withoutResource(context: RequestContext, layer: PolicyLayer): Truth {
    if (layer === 'resource') {
      return TRUE;
    }
    context.note(`${this.parts.path}: has neither Resource nor NotResource`);
    return UNKNOWN;
  }
}
