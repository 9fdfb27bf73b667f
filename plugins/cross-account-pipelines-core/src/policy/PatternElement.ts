import { UNDISCLOSED } from './ContextKey';
import type { PolicyText } from './PolicyText';
import type { RequestContext } from './RequestContext';
import type { Truth } from './Truth';
import { FALSE, not, TRUE, truthOf, UNKNOWN } from './Truth';
import { hasWildcard, Wildcard } from './Wildcard';

/**
 * `Action`, `Resource` or their negations: patterns of which one must match, or
 * in the negation none.
 */
export class PatternElement {
  private everything = false;
  private literals: Set<string> | undefined;
  private wildcards: Wildcard[] | undefined;
  /** Patterns with policy variables. */
  private variables: PolicyText[] | undefined;
  /** Patterns of which nobody knows whether they match, where they may. */
  private doubts: Array<{ reason: string; within?: Wildcard }> | undefined;

  constructor(private readonly negated: boolean) {}

  add(text: PolicyText): void {
    const { source, runs } = text;
    if (runs === undefined) {
      (this.variables ??= []).push(text);
    } else if (source === '*') {
      this.everything = true;
    } else if (runs.length === 1 && !hasWildcard(source)) {
      (this.literals ??= new Set()).add(runs[0].text);
    } else {
      (this.wildcards ??= []).push(Wildcard.fromRuns(runs));
    }
  }

  /** Records why a pattern cannot be read. */
  doubt(reason: string): void {
    (this.doubts ??= []).push({ reason });
  }

  /** Adds a text that is not known whole, with what it is sure to fit into. */
  mayBe(pattern: string, reason: string): void {
    const within = Wildcard.fromRuns([{ text: pattern, verbatim: false }]);
    (this.doubts ??= []).push({ reason, within });
  }

  /**
   * @param unresolved - what the element counts as when a policy variable in it
   * has no value
   */
  matches(text: string, context: RequestContext, unresolved: Truth): Truth {
    if (this.matchesConstant(text)) {
      return this.negated ? FALSE : TRUE;
    }
    if (this.variables === undefined && this.doubts === undefined) {
      return this.negated ? TRUE : FALSE;
    }
    const missing = this.negated ? not(unresolved) : unresolved;
    const matched = this.matchesVariables(text, context, missing);
    return this.negated ? not(matched) : matched;
  }

  private matchesConstant(text: string): boolean {
    if (this.everything || this.literals?.has(text) === true) {
      return true;
    }
    if (this.wildcards !== undefined) {
      for (const wildcard of this.wildcards) {
        if (wildcard.matches(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private matchesVariables(
    text: string,
    context: RequestContext,
    missing: Truth,
  ): Truth {
    const mark = context.mark;
    let result: Truth = FALSE;
    for (const pattern of this.variables ?? []) {
      const runs = pattern.resolve(context);
      let matched: Truth = missing;
      if (runs === UNDISCLOSED) {
        matched = UNKNOWN;
      } else if (runs !== undefined) {
        matched = truthOf(Wildcard.fromRuns(runs).matches(text));
      }
      if (matched === TRUE) {
        context.forgetSince(mark);
        return TRUE;
      }
      if (matched === UNKNOWN) {
        context.note(`the value of ${pattern.source}`);
        result = UNKNOWN;
      }
    }
    for (const { reason, within } of this.doubts ?? []) {
      if (within?.matches(text) !== false) {
        context.note(reason);
        result = UNKNOWN;
      }
    }
    return result;
  }
}
