import type { CompiledPolicy } from '../document/CompiledPolicy';

/**
 * A request as IAM sees it.
 *
 * @public
 */
export interface AccessRequest {
  /**
   * Who asks: the ARN of a role, session, user or account root; the name of a
   * service principal such as `cloudformation.amazonaws.com`; the ARN of a SAML
   * or OpenID Connect provider, or the name of a provider such as
   * `accounts.google.com`, whose token stands for the caller; `anonymous` where
   * nobody signs the request.
   */
  principal: string;
  /**
   * Unique ids of the principal, where they are known: `AIDA…` of a user,
   * `AROA…` of a role, `AROA…:session` of a session, the canonical user id of
   * the account. A policy that names another unique id does not reach it.
   */
  principalIds?: string[];
  /** One action, e.g. `sts:AssumeRole`. */
  action: string;
  /** The ARN that the action is on. */
  resource: string;
  /** The account that owns the resource: twelve digits. */
  resourceAccount: string;
  /**
   * Condition keys that are present, with their value or values; case does not
   * matter in their names. All others are absent, but for those that AWS sets and
   * that follow from the rest of the request: `aws:PrincipalArn` (for a session
   * that of its role, taken to have no path), `aws:PrincipalAccount`,
   * `aws:PrincipalType`, `aws:userid`, `aws:username`,
   * `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`,
   * `aws:ResourceAccount`, `aws:ResourceOrgID` within one account,
   * `aws:TagKeys`, `s3:ResourceAccount` and `kms:CallerAccount`.
   */
  context: Record<string, string | string[]>;
  /**
   * Condition keys that may or may not be present, with a value nobody knows
   * before the call. `*` stands for any characters, e.g. `aws:PrincipalTag/*`.
   * A decision that hangs on one of them is `Undetermined`.
   */
  unknownContextKeys?: readonly string[];
}

/**
 * A policy with the name by which people know it, or the reason why it could not
 * be read. Without either, nothing is known of it.
 *
 * @public
 */
export interface NamedPolicy {
  /** By which statements of it are named in decisions. */
  name: string;
  /** The document, or what `compilePolicy` made of it. */
  document?: unknown;
  /** Why it could not be read. */
  unreadable?: string;
  /** Of one that could not be read: it is sure to deny nothing. */
  deniesNothing?: boolean;
  /** What it is to who asks; given back with the statements that decide. */
  origin?: unknown;
}

/**
 * A policy. A document is read each time; what `compilePolicy` made of one can
 * be asked often. A bare one is named after its layer and place.
 *
 * @public
 */
export type PolicySource =
  | NamedPolicy
  | CompiledPolicy
  | { Version?: string; Statement: unknown };

/**
 * Everything that decides a request. A layer that is left out does not apply,
 * except that a missing `resourcePolicy` grants nothing.
 *
 * @public
 */
export interface AccessInput {
  /** What is asked for. */
  request: AccessRequest;
  /**
   * All policies of the caller, inline and attached. Without any it is granted
   * nothing by them.
   */
  identityPolicies: PolicySource[];
  /** Several documents bind like one that holds all their statements. */
  resourcePolicy?: PolicySource | PolicySource[];
  /** Several documents bound like one that holds all their statements. */
  permissionsBoundary?: PolicySource | PolicySource[];
  /**
   * Given with the call that assumed the role; several documents bound like
   * one.
   */
  sessionPolicy?: PolicySource | PolicySource[];
  /** Of the caller's account, one list a level from the root to the account. */
  serviceControlPolicies?: PolicySource[][];
  /**
   * Of the resource's account, one list a level from the root to the account.
   * They count where they bind the action's service.
   */
  resourceControlPolicies?: PolicySource[][];
}
