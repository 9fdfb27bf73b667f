import type { ConditionOperator, ValueTest } from './conditionOperators';
import { conditionOperators } from './conditionOperators';
import type { ContextKey } from './ContextKey';
import { UNDISCLOSED } from './ContextKey';
import type { PolicyText } from './PolicyText';
import type { RequestContext } from './RequestContext';
import type { Truth } from './Truth';
import { FALSE, not, TRUE, truthOf, UNKNOWN } from './Truth';

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

function isEmptyList(value: string | readonly string[]): boolean {
  return typeof value !== 'string' && value.length === 0;
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
  private readonly texts: PolicyText[] = [];

  constructor(
    private readonly use: OperatorUse,
    private readonly key: ContextKey,
  ) {}

  /** `false` for a value that the operator cannot compare with. */
  add(expected: PolicyText): boolean {
    if (expected.constant === undefined) {
      this.texts.push(expected);
      return true;
    }
    const test = this.use.operator.compile(expected.constant);
    if (test !== undefined) {
      this.tests.push(test);
    }
    return test !== undefined;
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
    if (setOperator !== undefined && value.length === 0) {
      return truthOf(setOperator === 'ForAllValues');
    }
    const mark = context.mark;
    const result =
      typeof value === 'string'
        ? this.holdsFor(value, context, unresolved)
        : this.holdsForList(value, context, unresolved);
    if (result !== UNKNOWN) {
      context.forgetSince(mark);
    } else if (context.mark === mark) {
      context.note(`${this.key.name}: "${value}" cannot be compared`);
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

  /**
   * Without a set operator AWS does not say how several values are compared:
   * where they differ the result is unknown.
   */
  private holdsForList(
    values: readonly string[],
    context: RequestContext,
    unresolved: Truth,
  ): Truth {
    let lowest: Truth = TRUE;
    let highest: Truth = FALSE;
    for (const value of values) {
      const result = this.holdsFor(value, context, unresolved);
      lowest = result < lowest ? result : lowest;
      highest = result > highest ? result : highest;
    }
    switch (this.use.setOperator) {
      case 'ForAllValues':
        return lowest;
      case 'ForAnyValue':
        return highest;
      default:
        return lowest === highest ? lowest : UNKNOWN;
    }
  }

  private holdsFor(
    actual: string,
    context: RequestContext,
    unresolved: Truth,
  ): Truth {
    let matched: Truth = FALSE;
    for (const test of this.tests) {
      const result = test(actual);
      matched = result > matched ? result : matched;
      if (matched === TRUE) {
        break;
      }
    }
    const { operator } = this.use;
    for (const text of this.texts) {
      if (matched === TRUE) {
        break;
      }
      const runs = text.resolve(context);
      let result: Truth | undefined;
      if (runs === undefined) {
        result = operator.negated ? not(unresolved) : unresolved;
      } else if (runs !== UNDISCLOSED) {
        result = operator.compile(runs)?.(actual);
      }
      if (result === undefined || result === UNKNOWN) {
        context.note(`the value of ${text.source}`);
        result = UNKNOWN;
      }
      matched = result > matched ? result : matched;
    }
    return operator.negated ? not(matched) : matched;
  }
}
