import type { TemplateProblem } from '../parsing/TemplateProblem';

/**
 * A stack as it will be: functions replaced, names and ARNs foretold.
 *
 * @alpha
 */
export interface ResolvedStack {
  /** The template's file. */
  file: string;
  account: string;
  region: string;
  stackName: string;
  stackId: string;
  /** Those of the template, but for the ones that only AWS can decide. */
  conditions: Record<string, boolean>;
  /** Resources whose condition holds, by logical id. */
  resources: Record<string, ResolvedResource>;
  outputs: Record<string, unknown>;
  /** Outputs by the name under which other stacks import them. */
  exports: Record<string, unknown>;
  /** Why it may hold more than its template shows; sentences. */
  undisclosed: string[];
  /** Parameters that do not fit and functions that cannot be resolved. */
  problems: TemplateProblem[];
}

/**
 * @alpha
 */
export interface ResolvedResource {
  type: string;
  /** What `Ref` gives. */
  physicalId: string;
  /** Absent for types that have none, or whose ARN nobody can foretell. */
  arn?: string;
  /** Without those that could not be resolved. */
  properties: Record<string, unknown>;
  /** What the template says of it beside; as it is written. */
  metadata?: Record<string, unknown>;
  /** What becomes of it when it is removed. Absent: it is deleted. */
  deletionPolicy?: string;
  /** What becomes of the old one when it is replaced. */
  updateReplacePolicy?: string;
}
