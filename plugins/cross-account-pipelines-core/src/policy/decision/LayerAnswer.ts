import type {
  LayerDecision,
  PolicyLayer,
  StatementReference,
} from './AccessDecision';
import type { NamedPolicy, PolicySource } from '../request/AccessRequest';
import { CompiledPolicy } from '../document/CompiledPolicy';
import { compilePolicy } from '../document/compilePolicy';
import type { PolicyStatement } from '../document/PolicyStatement';
import type { Reach } from '../document/Reach';
import { BY_ITSELF, NOT_REACHED } from '../document/Reach';
import type { RequestContext } from '../request/RequestContext';
import type { Truth } from '../matching/Truth';
import { FALSE, TRUE, UNKNOWN } from '../matching/Truth';

const BARE_NAMES: Record<PolicyLayer, string> = {
  identity: 'identity policy',
  resource: 'resource policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  SCP: 'service control policy',
  RCP: 'resource control policy',
};

/** A name may be made only when it is asked for, so an origin comes first. */
function isNamed(source: PolicySource): source is NamedPolicy {
  const named = source as NamedPolicy | undefined;
  return named?.origin !== undefined || typeof named?.name === 'string';
}

function nameOf(
  source: PolicySource,
  layer: PolicyLayer,
  place: number,
): string {
  if (isNamed(source)) {
    return source.name;
  }
  return `${BARE_NAMES[layer]} ${place + 1}`;
}

/** A statement, named as part of a policy. */
function referTo(
  statement: PolicyStatement,
  source: PolicySource,
  layer: PolicyLayer,
  place: number,
): StatementReference {
  return isNamed(source) && source.origin !== undefined
    ? statement.referenceOf(source)
    : statement.referenceIn(nameOf(source, layer, place));
}

function compile(source: PolicySource): CompiledPolicy {
  if (source instanceof CompiledPolicy) {
    return source;
  }
  if (!isNamed(source)) {
    return compilePolicy(source);
  }
  const { document, unreadable, deniesNothing } = source;
  if (typeof unreadable === 'string') {
    return new CompiledPolicy({
      unreadable: `${source.name} could not be read: ${unreadable}`,
      mayDeny: deniesNothing !== true,
    });
  }
  return document instanceof CompiledPolicy
    ? document
    : compilePolicy(document);
}

/**
 * What the policies of a layer say to a request. A grant counts by how directly
 * it reaches who asks, which matters for resource-based policies only.
 */
export class LayerAnswer {
  deny: Truth = FALSE;
  /** How directly who asks is sure to be allowed. */
  certain: Reach = NOT_REACHED;
  /** How directly who asks may be allowed; never less. */
  possible: Reach = NOT_REACHED;
  /** The statement that denies or may. */
  denying: StatementReference | undefined;
  /** The statement that allows or may. */
  allowing: StatementReference | undefined;
  /** Why something is unknown. */
  reasons: string[] | undefined;

  /** What policies say of which any may grant. */
  static of(
    layer: PolicyLayer,
    sources: readonly PolicySource[],
    context: RequestContext,
    firstPlace = 0,
  ): LayerAnswer {
    const answer = new LayerAnswer();
    const mark = context.mark;
    if (sources.length === 1) {
      const [source] = sources;
      const policy = compile(source);
      answer.askForDeny(layer, policy, source, firstPlace, context);
      answer.askForAllow(layer, policy, source, firstPlace, context);
      answer.settle(context, mark);
      return answer;
    }
    const policies = sources.map(compile);
    for (let i = 0; i < policies.length; i++) {
      const place = firstPlace + i;
      answer.askForDeny(layer, policies[i], sources[i], place, context);
    }
    for (let i = 0; i < policies.length; i++) {
      if (answer.certain === BY_ITSELF) {
        break;
      }
      const place = firstPlace + i;
      answer.askForAllow(layer, policies[i], sources[i], place, context);
    }
    answer.settle(context, mark);
    return answer;
  }

  /**
   * What the policies of an organization say. Every level of service control
   * policies must allow; every level of resource control policies does, because
   * `RCPFullAWSAccess` cannot be detached.
   * `organizations/latest/userguide/orgs_manage_policies_scps_evaluation`,
   * `organizations/latest/userguide/orgs_manage_policies_rcps_evaluation`
   */
  static ofGuardrails(
    layer: 'SCP' | 'RCP',
    levels: readonly (readonly PolicySource[])[],
    context: RequestContext,
  ): LayerAnswer {
    const answer = LayerAnswer.granting();
    let place = 0;
    for (const level of levels) {
      const levelAnswer = LayerAnswer.of(layer, level, context, place);
      answer.addDeny(levelAnswer);
      if (layer === 'SCP') {
        answer.limitBy(levelAnswer);
      }
      place += level.length;
    }
    return answer;
  }

  /** Of a layer that allows everything by itself. */
  static granting(): LayerAnswer {
    const answer = new LayerAnswer();
    answer.certain = BY_ITSELF;
    answer.possible = BY_ITSELF;
    return answer;
  }

  /** Whether more knowledge could change what it says. */
  get isUncertain(): boolean {
    return this.deny === UNKNOWN || this.certain < this.possible;
  }

  /** The statement on which an uncertain answer hangs. */
  get uncertainStatement(): StatementReference | undefined {
    return this.deny === UNKNOWN ? this.denying : this.allowing;
  }

  toDecision(): LayerDecision {
    if (this.deny === TRUE) {
      return { decision: 'ExplicitlyDenied', statement: this.denying };
    }
    if (this.deny === FALSE && this.certain !== NOT_REACHED) {
      return this.allowing === undefined
        ? { decision: 'Allowed' }
        : { decision: 'Allowed', statement: this.allowing };
    }
    if (!this.isUncertain) {
      return { decision: 'ImplicitlyDenied' };
    }
    const { uncertainStatement: statement, reasons = [] } = this;
    return {
      decision: 'Undetermined',
      ...(statement && { statement }),
      undeterminedBy: reasons,
    };
  }

  private askForDeny(
    layer: PolicyLayer,
    policy: CompiledPolicy,
    source: PolicySource,
    place: number,
    context: RequestContext,
  ): void {
    if (policy.unreadable !== undefined && this.deny === FALSE) {
      context.note(policy.unreadable);
      this.deny = policy.mayDeny ? UNKNOWN : FALSE;
    }
    for (const statement of policy.denies) {
      if (this.deny === TRUE) {
        return;
      }
      const { certain, possible } = statement.reach(context, layer);
      if (possible !== NOT_REACHED) {
        const denies = certain === NOT_REACHED ? UNKNOWN : TRUE;
        if (denies > this.deny || this.denying === undefined) {
          this.denying = referTo(statement, source, layer, place);
        }
        this.deny = denies > this.deny ? denies : this.deny;
      }
    }
  }

  private askForAllow(
    layer: PolicyLayer,
    policy: CompiledPolicy,
    source: PolicySource,
    place: number,
    context: RequestContext,
  ): void {
    if (policy.unreadable !== undefined) {
      this.possible = BY_ITSELF;
    }
    for (const statement of policy.allows) {
      const { certain, possible } = statement.reach(context, layer);
      if (certain > this.certain) {
        this.certain = certain;
        this.allowing = referTo(statement, source, layer, place);
      } else if (possible > this.possible && this.certain === NOT_REACHED) {
        this.allowing = referTo(statement, source, layer, place);
      }
      this.possible = possible > this.possible ? possible : this.possible;
      if (certain === BY_ITSELF) {
        return;
      }
    }
  }

  /** Keeps the reasons that still matter now that all was asked. */
  private settle(context: RequestContext, mark: number): void {
    if (context.mark === mark) {
      return;
    }
    if (this.isUncertain) {
      this.reasons = context.notedSince(mark);
    }
    context.forgetSince(mark);
  }

  private addDeny({ deny, denying, reasons }: LayerAnswer): void {
    if (deny > this.deny) {
      this.deny = deny;
      this.denying = denying;
    }
    if (reasons !== undefined) {
      this.reasons = [...(this.reasons ?? []), ...reasons];
    }
  }

  private limitBy(level: LayerAnswer): void {
    if (level.certain <= this.certain) {
      this.certain = level.certain;
      this.allowing = level.allowing;
    }
    this.possible =
      level.possible < this.possible ? level.possible : this.possible;
  }
}
