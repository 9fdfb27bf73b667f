import type { PolicyProblem } from './PolicyProblem';
import type { PolicyStatement } from './PolicyStatement';

/**
 * A policy document read once, to be asked often; `compilePolicy` makes it.
 *
 * @public
 */
export class CompiledPolicy {
  /** What AWS would refuse in the document, and what does not do what it says. */
  readonly problems: readonly PolicyProblem[];
  /** @internal */
  readonly allows: readonly PolicyStatement[];
  /** @internal */
  readonly denies: readonly PolicyStatement[];
  /** @internal Why nothing at all is known of it. */
  readonly unreadable: string | undefined;

  /** @internal */
  constructor(parts: {
    problems?: readonly PolicyProblem[];
    allows?: readonly PolicyStatement[];
    denies?: readonly PolicyStatement[];
    unreadable?: string;
  }) {
    this.problems = parts.problems ?? [];
    this.allows = parts.allows ?? [];
    this.denies = parts.denies ?? [];
    this.unreadable = parts.unreadable;
  }
}
