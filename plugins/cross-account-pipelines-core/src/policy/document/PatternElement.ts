import { ArnPattern } from '../matching/ArnPattern';
import { UNDISCLOSED } from '../request/ContextKey';
import type { PolicyText } from './PolicyText';
import type { RequestContext } from '../request/RequestContext';
import type { Truth } from '../matching/Truth';
import { FALSE, not, TRUE, truthOf, UNKNOWN } from '../matching/Truth';
import type { TextRun } from '../matching/Wildcard';
import { hasWildcard, Wildcard } from '../matching/Wildcard';

/**
 * `Action`, `Resource` or their negations: patterns of which one must match, or
 * in the negation none.
 */
export class PatternElement {
  private everything = false;
  private literals: Set<string> | undefined;
  private wildcards: Wildcard[] | undefined;
  private arns: Array<{ source: string; pattern: ArnPattern }> | undefined;
  /** Patterns with policy variables. */
  private variables: PolicyText[] | undefined;
  /** Patterns of which nobody knows whether they match, where they may. */
  private doubts: Array<{ reason: string; within?: Wildcard }> | undefined;

  constructor(
    private readonly negated: boolean,
    private readonly compile: (runs: TextRun[]) => Wildcard | ArnPattern,
  ) {}

  add(text: PolicyText): void {
    const { source, runs } = text;
    if (runs === undefined) {
      (this.variables ??= []).push(text);
    } else if (source === '*') {
      this.everything = true;
    } else if (runs.length === 1 && !hasWildcard(source)) {
      (this.literals ??= new Set()).add(runs[0].text);
    } else {
      const pattern = this.compile(runs);
      if (pattern instanceof ArnPattern) {
        (this.arns ??= []).push({ source, pattern });
      } else {
        (this.wildcards ??= []).push(pattern);
      }
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
    if (
      this.arns === undefined &&
      this.variables === undefined &&
      this.doubts === undefined
    ) {
      return this.negated ? TRUE : FALSE;
    }
    const missing = this.negated ? not(unresolved) : unresolved;
    const matched = this.matchesOthers(text, context, missing);
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

  private matchesOthers(
    text: string,
    context: RequestContext,
    missing: Truth,
  ): Truth {
    const mark = context.mark;
    let result: Truth = FALSE;
    for (const { source, pattern } of this.arns ?? []) {
      const matched = pattern.matches(text);
      if (matched === TRUE) {
        context.forgetSince(mark);
        return TRUE;
      }
      if (matched === UNKNOWN) {
        context.note(`what ${source} fits, which has too few parts for an ARN`);
        result = UNKNOWN;
      }
    }
    for (const variable of this.variables ?? []) {
      const matched = this.matchesVariable(variable, text, context, missing);
      if (matched === TRUE) {
        context.forgetSince(mark);
        return TRUE;
      }
      if (matched === UNKNOWN) {
        context.note(`the value of ${variable.source}`);
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

  private matchesVariable(
    variable: PolicyText,
    text: string,
    context: RequestContext,
    missing: Truth,
  ): Truth {
    const runs = variable.resolve(context);
    if (runs === UNDISCLOSED) {
      return UNKNOWN;
    }
    if (runs === undefined) {
      return missing;
    }
    const matched = this.compile(runs).matches(text);
    return typeof matched === 'boolean' ? truthOf(matched) : matched;
  }
}
