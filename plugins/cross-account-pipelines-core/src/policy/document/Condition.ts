import type { ConditionOperator } from './conditionOperators';
import { conditionOperators } from './conditionOperators';
import type { ContextKey, ContextValue } from '../request/ContextKey';
import { Beginning, UNDISCLOSED } from '../request/ContextKey';
import { LiteralValues } from '../matching/LiteralValues';
import type { PolicyText } from './PolicyText';
import type { RequestContext } from '../request/RequestContext';
import type { Truth } from '../matching/Truth';
import { FALSE, not, TRUE, truthOf, UNKNOWN } from '../matching/Truth';
import type { ValueTest } from '../matching/ValueTest';

/** One line of a `Condition`: an operator, a key and values. */
export interface Condition {
  /**
   * @param unresolved - what the condition counts as when a policy variable in
   * it has no value
   */
  holds(context: RequestContext, unresolved: Truth): Truth;
}

/** A condition that cannot be read. */
export class UnreadableCondition implements Condition {
  constructor(private readonly reason: string) {}

  holds(context: RequestContext): Truth {
    context.note(this.reason);
    return UNKNOWN;
  }
}

/** `Null`: whether the key is absent. */
export class NullCondition implements Condition {
  constructor(
    private readonly key: ContextKey,
    private readonly holdsIfAbsent: boolean,
    private readonly holdsIfPresent: boolean,
  ) {}

  holds(context: RequestContext): Truth {
    const value = context.value(this.key);
    if (value === UNDISCLOSED) {
      context.note(this.key.name);
      return UNKNOWN;
    }
    const absent = value === undefined || isEmptyList(value);
    return truthOf(absent ? this.holdsIfAbsent : this.holdsIfPresent);
  }
}

function isEmptyList(value: ContextValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The name of an operator taken apart, e.g. `ForAnyValue:StringLikeIfExists`. */
export interface OperatorUse {
  operator: ConditionOperator;
  setOperator: 'ForAllValues' | 'ForAnyValue' | undefined;
  ifExists: boolean;
}

const SET_OPERATORS: Record<string, OperatorUse['setOperator']> = {
  ForAllValues: 'ForAllValues',
  ForAnyValue: 'ForAnyValue',
};

const IF_EXISTS = 'IfExists';

/** `undefined` for a name that AWS does not have. */
export function parseOperator(name: string): OperatorUse | undefined {
  const colon = name.indexOf(':');
  const setOperator =
    colon < 0 ? undefined : SET_OPERATORS[name.slice(0, colon)];
  if (colon >= 0 && setOperator === undefined) {
    return undefined;
  }
  const base = name.slice(colon + 1);
  const ifExists = base.endsWith(IF_EXISTS);
  const operator = conditionOperators.get(
    ifExists ? base.slice(0, -IF_EXISTS.length) : base,
  );
  return operator && { operator, setOperator, ifExists };
}

/** Any operator but `Null`. */
export class ComparisonCondition implements Condition {
  private readonly tests: ValueTest[] = [];
  private literals: LiteralValues | undefined;
  /** Values with policy variables. */
  private variables: PolicyText[] | undefined;

  constructor(
    private readonly use: OperatorUse,
    private readonly key: ContextKey,
  ) {}

  /** `false` for a value that the operator cannot compare with. */
  add(expected: PolicyText): boolean {
    if (expected.runs === undefined) {
      (this.variables ??= []).push(expected);
      return true;
    }
    const test = this.use.operator.compile(expected.runs);
    if (test === undefined) {
      return false;
    }
    if (test instanceof LiteralValues) {
      if (this.literals !== undefined) {
        this.literals.addAll(test);
        return true;
      }
      this.literals = test;
    }
    this.tests.push(test);
    return true;
  }

  holds(context: RequestContext, unresolved: Truth): Truth {
    const value = context.value(this.key);
    if (value === UNDISCLOSED) {
      context.note(this.key.name);
      return UNKNOWN;
    }
    if (value === undefined || isEmptyList(value)) {
      return this.holdsIfAbsent();
    }
    const { setOperator } = this.use;
    if (setOperator !== undefined && value === '') {
      return truthOf(setOperator === 'ForAllValues');
    }
    const mark = context.mark;
    const result = this.holdsFor(value, this.allTests(context, unresolved));
    if (result !== UNKNOWN) {
      context.forgetSince(mark);
    } else if (context.mark === mark) {
      context.note(this.key.name);
    }
    return result;
  }

  private holdsIfAbsent(): Truth {
    const { operator, setOperator, ifExists } = this.use;
    if (ifExists) {
      return TRUE;
    }
    if (setOperator !== undefined) {
      return truthOf(setOperator === 'ForAllValues');
    }
    return truthOf(operator.negated);
  }

  private allTests(context: RequestContext, unresolved: Truth): ValueTest[] {
    const { operator } = this.use;
    const missing = operator.negated ? not(unresolved) : unresolved;
    return this.variables === undefined
      ? this.tests
      : [
          ...this.tests,
          ...this.variables.map(text => this.resolve(text, context, missing)),
        ];
  }

  private resolve(
    text: PolicyText,
    context: RequestContext,
    missing: Truth,
  ): ValueTest {
    const runs = text.resolve(context);
    if (runs !== undefined && runs !== UNDISCLOSED) {
      const test = this.use.operator.compile(runs);
      if (test !== undefined) {
        return test;
      }
    }
    const result = runs === undefined ? missing : UNKNOWN;
    if (result === UNKNOWN) {
      context.note(`the value of ${text.source}`);
    }
    return { matches: () => result, matchesBeginning: () => result };
  }

  private holdsFor(
    value: string | readonly string[] | Beginning,
    tests: ValueTest[],
  ): Truth {
    if (typeof value === 'string' || value instanceof Beginning) {
      return this.holdsForOne(value, tests);
    }
    let lowest: Truth = TRUE;
    let highest: Truth = FALSE;
    for (const one of value) {
      const result = this.holdsForOne(one, tests);
      lowest = result < lowest ? result : lowest;
      highest = result > highest ? result : highest;
    }
    const { operator, setOperator } = this.use;
    if (setOperator !== undefined) {
      return setOperator === 'ForAllValues' ? lowest : highest;
    }
    // AWS does not say how it compares several values without a set operator,
    // but of which none fits, there is one answer.
    const ifNoneFits = truthOf(operator.negated);
    return value.length === 1 ||
      (lowest === ifNoneFits && highest === ifNoneFits)
      ? lowest
      : UNKNOWN;
  }

  private holdsForOne(value: string | Beginning, tests: ValueTest[]): Truth {
    let matched: Truth = FALSE;
    for (const test of tests) {
      const result =
        typeof value === 'string'
          ? test.matches(value)
          : test.matchesBeginning(value.text);
      if (result > matched) {
        matched = result;
      }
      if (matched === TRUE) {
        break;
      }
    }
    return this.use.operator.negated ? not(matched) : matched;
  }
}
