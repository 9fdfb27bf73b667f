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
  /** @internal Whether what could not be read may deny. */
  readonly mayDeny: boolean;

  /** @internal */
  constructor(parts: {
    problems?: readonly PolicyProblem[];
    allows?: readonly PolicyStatement[];
    denies?: readonly PolicyStatement[];
    unreadable?: string;
    mayDeny?: boolean;
  }) {
    this.problems = parts.problems ?? [];
    this.allows = parts.allows ?? [];
    this.denies = parts.denies ?? [];
    this.unreadable = parts.unreadable;
    this.mayDeny = parts.mayDeny ?? parts.unreadable !== undefined;
  }
}
