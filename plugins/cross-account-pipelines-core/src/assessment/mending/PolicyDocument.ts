import { compilePolicy } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';

/**
 * A policy as people write it. Only what mending touches is typed; the rest of
 * a statement passes through as it is.
 *
 * See `IAM/latest/UserGuide/reference_policies_grammar`.
 */
export interface PolicyDocument {
  Version?: string;
  Statement?: Statement | Statement[];
  [element: string]: unknown;
}

export interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  NotPrincipal?: string | Record<string, string | string[]>;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export function isPolicyDocument(value: unknown): value is PolicyDocument {
  return isJsonObject(value);
}

export function asList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** One string where one is enough, as people write policies. */
export function asElement(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}

/** The statements, whatever they are. */
export function rawStatements(document: PolicyDocument | undefined): unknown[] {
  return asList<unknown>(document?.Statement);
}

/**
 * The statements as far as they can be read: what no policy may have in a place
 * is left out there. A statement that is as it should be is the very object.
 */
export function statementsOf(
  document: PolicyDocument | undefined,
): Statement[] {
  return rawStatements(document).map(readable);
}

/** Whether AWS would take a statement: no other is to be built upon. */
export function isSound(statement: unknown): statement is Statement {
  const document = { Version: '2012-10-17', Statement: [statement] };
  return !compilePolicy(document).problems.some(
    ({ severity }) => severity === 'error',
  );
}

type Shape = (value: unknown) => boolean;

const isText: Shape = value => typeof value === 'string';
const isTexts: Shape = value =>
  isText(value) || (Array.isArray(value) && value.every(isText));
/** What can be nobody's name is judged by itself, and so let stand. */
const isPrincipal: Shape = value => isText(value) || isJsonObject(value);
const scalars = new Set(['string', 'number', 'boolean']);
const isScalar: Shape = value => scalars.has(typeof value);
const isScalars: Shape = value =>
  isScalar(value) || (Array.isArray(value) && value.every(isScalar));
const isCondition: Shape = value =>
  isJsonObject(value) &&
  Object.values(value).every(
    keys => isJsonObject(keys) && Object.values(keys).every(isScalars),
  );

const shapes: Record<keyof Statement, Shape> = {
  Sid: isText,
  Effect: isText,
  Principal: isPrincipal,
  NotPrincipal: isPrincipal,
  Action: isTexts,
  NotAction: isTexts,
  Resource: isTexts,
  NotResource: isTexts,
  Condition: isCondition,
};

function readable(statement: unknown): Statement {
  return isJsonObject(statement) ? withoutMalformed(statement) : {};
}

function withoutMalformed(statement: Record<string, unknown>): Statement {
  const isReadable = (element: string): boolean => {
    const value = statement[element];
    const hasShape = Object.hasOwn(shapes, element)
      ? shapes[element as keyof Statement]
      : undefined;
    return value === undefined || !hasShape || hasShape(value);
  };
  const elements = Object.keys(statement);
  return elements.every(isReadable)
    ? statement
    : Object.fromEntries(
        elements.filter(isReadable).map(each => [each, statement[each]]),
      );
}

export function withStatements(
  document: PolicyDocument | undefined,
  statements: unknown[],
): PolicyDocument {
  return {
    Version: '2012-10-17',
    ...document,
    Statement: statements as Statement[],
  };
}

export function withStatement(
  document: PolicyDocument,
  index: number,
  statement: Statement,
): PolicyDocument {
  return withStatements(
    document,
    rawStatements(document).map((each, at) =>
      at === index ? statement : each,
    ),
  );
}

/** How people find a statement: by its Sid, or by its place. */
export function statementName({ Sid }: Statement, index: number): string {
  return Sid ?? `#${index}`;
}

/** What is in `list` and, once, what is in `more`. */
export function union(list: string[], more: string[]): string[] {
  return [...new Set([...list, ...more])];
}
