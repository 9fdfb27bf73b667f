/**
 * What AWS answers: the request is allowed; no statement allows it; a statement
 * denies it; or nobody can tell, since something that decides it is not known.
 *
 * See `IAM/latest/UserGuide/reference_policies_evaluation-logic`.
 *
 * @public
 */
export type Decision =
  | 'Allowed'
  | 'ImplicitlyDenied'
  | 'ExplicitlyDenied'
  | 'Undetermined';

/**
 * The kinds of policy that take part in a decision.
 *
 * @public
 */
export type PolicyLayer =
  | 'identity'
  | 'resource'
  | 'boundary'
  | 'session'
  | 'SCP'
  | 'RCP';

/**
 * A statement, named so that a person finds it.
 *
 * @public
 */
export interface StatementReference {
  /** Name of the policy. */
  policy: string;
  /** Its `Sid`, where it has one. */
  sid?: string;
  /** Zero-based place among the policy's statements. */
  index: number;
  /** What the policy is to who asked; only where who asked said so. */
  origin?: unknown;
}

/**
 * What one layer says by itself.
 *
 * @public
 */
export interface LayerDecision {
  /** Of this layer alone. */
  decision: Decision;
  /** The statement that allows, denies, or might. */
  statement?: StatementReference;
  /** Why it is undetermined: context keys, operators or unreadable policies. */
  undeterminedBy?: string[];
}

/**
 * What AWS would answer, who decided it, and where.
 *
 * @public
 */
export interface AccessDecision {
  /** Of all layers together. */
  decision: Decision;
  /** The layer that decided; for `Allowed` the one that granted. */
  layer: PolicyLayer;
  /** The side that layer belongs to. */
  side: 'caller' | 'resource';
  /** The statement that decided; absent for an implicit denial. */
  statement?: StatementReference;
  /** Why it is undetermined: context keys, operators or unreadable policies. */
  undeterminedBy?: string[];
  /** What each layer that takes part says by itself. */
  layers: Partial<Record<PolicyLayer, LayerDecision>>;
}
