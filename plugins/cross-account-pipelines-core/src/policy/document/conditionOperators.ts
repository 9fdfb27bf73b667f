import { ipRangeContains, parseIpRange } from '../matching/IpRange';
import { LiteralValues } from '../matching/LiteralValues';
import { parseInstant } from '../matching/parseInstant';
import { ARN_PARTS, hasArnParts, splitArn } from '../matching/splitArn';
import type { Truth } from '../matching/Truth';
import { FALSE, truthOf, UNKNOWN } from '../matching/Truth';
import type { ValueTest } from '../matching/ValueTest';
import type { TextRun } from '../matching/Wildcard';
import { hasWildcard, Wildcard } from '../matching/Wildcard';

/**
 * A family of condition operators.
 * `IAM/latest/UserGuide/reference_policies_elements_condition_operators`
 */
export interface ConditionOperator {
  /** `…Not…`: holds where no value matches. */
  negated: boolean;
  /** Whether AWS fills in policy variables in its values. */
  takesVariables: boolean;
  /** `undefined` for a value that the operator cannot compare with. */
  compile(expected: TextRun[]): ValueTest | undefined;
}

type Compile = ConditionOperator['compile'];

function textOf(runs: TextRun[]): string {
  return runs.length === 1 ? runs[0].text : runs.map(run => run.text).join('');
}

function unknownBeginning(): Truth {
  return UNKNOWN;
}

function isLiteral(runs: TextRun[]): boolean {
  return runs.every(({ text, verbatim }) => verbatim || !hasWildcard(text));
}

const equals: Compile = runs => new LiteralValues(textOf(runs));

const equalsIgnoreCase: Compile = runs => {
  const expected = textOf(runs).toLowerCase();
  return {
    matches: actual => truthOf(actual.toLowerCase() === expected),
    matchesBeginning: beginning =>
      expected.startsWith(beginning.toLowerCase()) ? UNKNOWN : FALSE,
  };
};

const like: Compile = runs => {
  if (isLiteral(runs)) {
    return equals(runs);
  }
  const wildcard = Wildcard.fromRuns(runs);
  return {
    matches: actual => truthOf(wildcard.matches(actual)),
    matchesBeginning: beginning => wildcard.matchesBeginning(beginning),
  };
};

/** An operator on values that have to be read first. */
function comparing<T>(
  parse: (text: string) => T | undefined,
  holds: (actual: T, expected: T) => boolean,
): Compile {
  return runs => {
    const expected = parse(textOf(runs));
    return expected === undefined
      ? undefined
      : {
          matches: text => {
            const actual = parse(text);
            return actual === undefined
              ? UNKNOWN
              : truthOf(holds(actual, expected));
          },
          matchesBeginning: unknownBeginning,
        };
  };
}

const DECIMAL = /^[+-]?\d{1,40}(?:\.\d{1,40})?$/;

function parseDecimal(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return undefined;
  }
}

const BASE_64 = /^[A-Za-z0-9+/]*={0,2}$/;

function parseBase64(text: string): string | undefined {
  return BASE_64.test(text) ? text.replace(/=/g, '') : undefined;
}

/** Each part by itself, so that no wildcard reaches across one of five colons. */
function matchesParts(wildcards: Wildcard[], actual: string): Truth {
  let from = 0;
  for (let index = 0; index < ARN_PARTS - 1; index++) {
    const colon = actual.indexOf(':', from);
    if (colon < 0 || !wildcards[index].matches(actual.slice(from, colon))) {
      return FALSE;
    }
    from = colon + 1;
  }
  return truthOf(wildcards[ARN_PARTS - 1].matches(actual.slice(from)));
}

/**
 * AWS does not say what patterns with fewer than six parts match, such as `*`:
 * what they match as a whole may or may not match.
 */
function matchesWhole(wildcard: Wildcard, actual: string): Truth {
  return wildcard.matches(actual) ? UNKNOWN : FALSE;
}

const arnLike: Compile = runs => {
  // A key policy names hundreds of roles: they are not taken apart.
  if (isLiteral(runs) && hasArnParts(textOf(runs))) {
    return equals(runs);
  }
  const parts = splitArn(runs);
  const isWhole = parts.length < ARN_PARTS;
  const wildcards = (isWhole ? [runs] : parts).map(Wildcard.fromRuns);
  return {
    matches: actual =>
      isWhole
        ? matchesWhole(wildcards[0], actual)
        : matchesParts(wildcards, actual),
    matchesBeginning: unknownBeginning,
  };
};

const isEqual = <T>(a: T, b: T) => a === b;
const isLess = (a: number, b: number) => a < b;
const isLessOrEqual = (a: number, b: number) => a <= b;
const isGreater = (a: number, b: number) => a > b;
const isGreaterOrEqual = (a: number, b: number) => a >= b;

const numeric = (holds: (a: number, b: number) => boolean) =>
  comparing(parseDecimal, holds);
const date = (holds: (a: number, b: number) => boolean) =>
  comparing(parseInstant, holds);
const ipAddress = comparing(parseIpRange, (actual, range) =>
  ipRangeContains(range, actual),
);
const bool = comparing<boolean>(parseBoolean, isEqual);
const binary = comparing<string>(parseBase64, isEqual);

const VARIABLES = true;
const NO_VARIABLES = false;
const NEGATED = true;

function operator(
  compile: Compile,
  takesVariables: boolean,
  negated = false,
): ConditionOperator {
  return { compile, takesVariables, negated };
}

/** By name in lower case, without `IfExists` and set operator. */
export const conditionOperators = new Map<string, ConditionOperator>(
  Object.entries({
    StringEquals: operator(equals, VARIABLES),
    StringNotEquals: operator(equals, VARIABLES, NEGATED),
    StringEqualsIgnoreCase: operator(equalsIgnoreCase, VARIABLES),
    StringNotEqualsIgnoreCase: operator(equalsIgnoreCase, VARIABLES, NEGATED),
    StringLike: operator(like, VARIABLES),
    StringNotLike: operator(like, VARIABLES, NEGATED),
    ArnEquals: operator(arnLike, VARIABLES),
    ArnLike: operator(arnLike, VARIABLES),
    ArnNotEquals: operator(arnLike, VARIABLES, NEGATED),
    ArnNotLike: operator(arnLike, VARIABLES, NEGATED),
    NumericEquals: operator(numeric(isEqual), NO_VARIABLES),
    NumericNotEquals: operator(numeric(isEqual), NO_VARIABLES, NEGATED),
    NumericLessThan: operator(numeric(isLess), NO_VARIABLES),
    NumericLessThanEquals: operator(numeric(isLessOrEqual), NO_VARIABLES),
    NumericGreaterThan: operator(numeric(isGreater), NO_VARIABLES),
    NumericGreaterThanEquals: operator(numeric(isGreaterOrEqual), NO_VARIABLES),
    DateEquals: operator(date(isEqual), NO_VARIABLES),
    DateNotEquals: operator(date(isEqual), NO_VARIABLES, NEGATED),
    DateLessThan: operator(date(isLess), NO_VARIABLES),
    DateLessThanEquals: operator(date(isLessOrEqual), NO_VARIABLES),
    DateGreaterThan: operator(date(isGreater), NO_VARIABLES),
    DateGreaterThanEquals: operator(date(isGreaterOrEqual), NO_VARIABLES),
    Bool: operator(bool, NO_VARIABLES),
    BinaryEquals: operator(binary, NO_VARIABLES),
    IpAddress: operator(ipAddress, NO_VARIABLES),
    NotIpAddress: operator(ipAddress, NO_VARIABLES, NEGATED),
  }),
);
