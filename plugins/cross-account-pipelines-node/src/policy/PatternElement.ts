import { UNDISCLOSED } from './ContextKey';
import type { PolicyText } from './PolicyText';
import type { RequestContext } from './RequestContext';
import type { Truth } from './Truth';
import { FALSE, not, TRUE, UNKNOWN } from './Truth';
import { Wildcard } from './Wildcard';

/**
 * `Action`, `Resource` or their negations: patterns of which one must match, or
 * in the negation none.
 */
export class PatternElement {
  private everything = false;
  private literals: Set<string> | undefined;
  private readonly wildcards: Wildcard[] = [];
  private readonly texts: PolicyText[] = [];
  private readonly doubts: string[] = [];

  constructor(private readonly negated: boolean) {}

  add(text: PolicyText): void {
    if (text.constant === undefined) {
      this.texts.push(text);
    } else if (text.source === '*') {
      this.everything = true;
    } else {
      const wildcard = Wildcard.fromRuns(text.constant);
      if (wildcard.literal === undefined) {
        this.wildcards.push(wildcard);
      } else {
        (this.literals ??= new Set()).add(wildcard.literal);
      }
    }
  }

  /** Records a pattern that cannot be read and so may match. */
  doubt(reason: string): void {
    this.doubts.push(reason);
  }

  /**
   * @param unresolved - what the element counts as when a policy variable in it
   * has no value
   */
  matches(text: string, context: RequestContext, unresolved: Truth): Truth {
    if (this.matchesConstant(text)) {
      return this.negated ? FALSE : TRUE;
    }
    if (this.texts.length === 0 && this.doubts.length === 0) {
      return this.negated ? TRUE : FALSE;
    }
    const matched = this.matchesVariable(text, context, unresolved);
    return this.negated ? not(matched) : matched;
  }

  private matchesConstant(text: string): boolean {
    if (this.everything || this.literals?.has(text) === true) {
      return true;
    }
    for (const wildcard of this.wildcards) {
      if (wildcard.matches(text)) {
        return true;
      }
    }
    return false;
  }

  private matchesVariable(
    text: string,
    context: RequestContext,
    unresolved: Truth,
  ): Truth {
    let result: Truth = FALSE;
    const mark = context.mark;
    for (const reason of this.doubts) {
      context.note(reason);
      result = UNKNOWN;
    }
    for (const pattern of this.texts) {
      const matched = this.matchesText(pattern, text, context, unresolved);
      if (matched === TRUE) {
        context.forgetSince(mark);
        return TRUE;
      }
      if (matched === UNKNOWN) {
        context.note(`the value of ${pattern.source}`);
        result = UNKNOWN;
      }
    }
    return result;
  }

  private matchesText(
    pattern: PolicyText,
    text: string,
    context: RequestContext,
    unresolved: Truth,
  ): Truth {
    const runs = pattern.resolve(context);
    if (runs === UNDISCLOSED) {
      return UNKNOWN;
    }
    if (runs === undefined) {
      return this.negated ? not(unresolved) : unresolved;
    }
    return Wildcard.fromRuns(runs).matches(text) ? TRUE : FALSE;
  }
}
