import { Wildcard } from '../../policy/matching/Wildcard';
import type {
  PermissionPart,
  PermissionStatement,
  PermissionTest,
} from './PermissionStatement';

type Compare = (one: string, other: string) => boolean;

/** How the texts of an element compare. */
interface Texts {
  /** Whether one names all that the other does. */
  cover: Compare;
  /** Whether one names nothing that the other does. */
  exclude: Compare;
}

const resources: Texts = {
  cover: coversPattern,
  exclude: (one, other) =>
    isLiteral(other) && !coversPattern(widest(one), other),
};

const actions: Texts = {
  cover: (one, other) =>
    resources.cover(one.toLowerCase(), other.toLowerCase()),
  exclude: (one, other) =>
    resources.exclude(one.toLowerCase(), other.toLowerCase()),
};

/**
 * Principals take no pattern but `*`, and an account's id is its root. Which
 * roles leaving out a root leaves out is not certain.
 */
const principals: Texts = {
  cover: (one, other) => one === '*' || accountOf(one) === accountOf(other),
  exclude: () => false,
};

/** One principal, action and resource of a statement. */
export interface PermissionTuple {
  principal?: PermissionPart;
  action?: PermissionPart;
  resource?: PermissionPart;
}

/**
 * Whether a statement, as far as its elements go, says the same of a principal,
 * action and resource that another one names, or of more. Where that is not
 * certain it does not.
 */
export function coversTuple(
  statement: PermissionStatement,
  { principal, action, resource }: PermissionTuple,
): boolean {
  return (
    coversPart(statement.actions, action, actions) &&
    coversPart(statement.resources, resource, resources) &&
    coversPart(statement.principals, principal, principals)
  );
}

function coversPart(
  ones: PermissionPart[] | undefined,
  other: PermissionPart | undefined,
  { cover, exclude }: Texts,
): boolean {
  if (!ones || !other) {
    return ones === undefined && other === undefined;
  }
  return ones.some(one => {
    if ('text' in one) {
      return 'text' in other ? cover(one.text, other.text) : one.text === '*';
    }
    return 'text' in other
      ? one.except.every(text => exclude(text, other.text))
      : // The less is left out, the more is named.
        isEachCovered(one.except, other.except, cover);
  });
}

/**
 * Whether what passes the tests of one statement passes those of another, which
 * are the wider ones.
 */
export function coversTests(
  wider: PermissionTest[],
  narrower: PermissionTest[],
): boolean {
  return wider.every(test =>
    narrower.some(
      other =>
        other.operator === test.operator &&
        other.key.toLowerCase() === test.key.toLowerCase() &&
        coversValues(test, other),
    ),
  );
}

/** One of several values is enough, and of a negated operator none may match. */
function coversValues(wider: PermissionTest, narrower: PermissionTest) {
  const cover: Compare = /Like|Arn/.test(wider.operator)
    ? coversPattern
    : (one, other) => one === other;
  return wider.operator.includes('Not')
    ? isEachCovered(wider.values, narrower.values, cover)
    : isEachCovered(narrower.values, wider.values, cover);
}

function isEachCovered(texts: string[], by: string[], cover: Compare): boolean {
  const known = new Set(by);
  return texts.every(
    text => known.has(text) || by.some(one => cover(one, text)),
  );
}

function accountOf(principal: string): string {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

/** A pattern is matched as a text: only `*` fits the `*` in it. */
function coversPattern(one: string, other: string): boolean {
  if (one === other || one === '*') {
    return true;
  }
  const all = widest(other);
  return (
    !(one.includes('?') && all.includes('*')) &&
    Wildcard.compile(one).matches(all)
  );
}

/** With all that its policy variables can stand for. */
function widest(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, '*');
}

function isLiteral(text: string): boolean {
  return !/[*?]/.test(widest(text));
}
