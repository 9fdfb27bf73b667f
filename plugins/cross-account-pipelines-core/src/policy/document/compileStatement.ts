import { ArnPattern } from '../matching/ArnPattern';
import { compileConditions } from './compileConditions';
import { isJsonObject } from '../isJsonObject';
import { listOf } from '../listOf';
import { PatternElement } from './PatternElement';
import type { DocumentPath } from './PolicyProblem';
import { PolicyStatement } from './PolicyStatement';
import type { StatementParts } from './PolicyStatement';
import { PolicyText } from './PolicyText';
import { PrincipalElement } from './PrincipalElement';
import { ARN_PARTS } from '../matching/splitArn';
import { unforeseenAt, unforeseenPattern } from '../unforeseen';
import { Wildcard } from '../matching/Wildcard';

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

interface StatementContext {
  /** Zero-based. */
  index: number;
  path: DocumentPath;
  /** Whether `${…}` means anything in this version of the language. */
  hasVariables: boolean;
  /** Why nobody knows what the whole document means. */
  doubts: string[];
}

const ACTION = /^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/;

function readAction(text: string, path: DocumentPath): PolicyText | string {
  return text === '*' || ACTION.test(text)
    ? PolicyText.read(text.toLowerCase(), path, false)
    : path.error('must be "*" or a service and an action, e.g. "s3:GetObject"');
}

/** Why a text is not the pattern of an ARN, if it is not. */
function checkArnPattern(
  text: string,
  hasVariables: boolean,
): string | undefined {
  if (!text.startsWith('arn:')) {
    return 'must be "*" or an ARN';
  }
  if (text.split(':', ARN_PARTS).length < ARN_PARTS && !text.includes('*')) {
    return 'is not an ARN, which has six parts between colons';
  }
  const variable = hasVariables ? text.indexOf('${') : -1;
  const fixed = text.slice(0, Math.max(variable, 0));
  // IAM/latest/UserGuide/reference_policies_variables
  return variable >= 0 && fixed.split(':', ARN_PARTS).length < ARN_PARTS
    ? 'has a policy variable before the fifth colon of its ARN'
    : undefined;
}

function readResource(
  text: string,
  path: DocumentPath,
  hasVariables: boolean,
): PolicyText | string {
  if (text === '*') {
    return PolicyText.plain(text);
  }
  const problem = checkArnPattern(text, hasVariables);
  return problem === undefined
    ? PolicyText.read(text, path, hasVariables)
    : path.error(problem);
}

function compilePatterns(
  element: PatternElement,
  value: unknown,
  path: DocumentPath,
  read: (text: string, path: DocumentPath) => PolicyText | string,
): PatternElement {
  const items = listOf(value, path);
  if (items.length === 0) {
    element.doubt(path.error('is an empty list'));
  }
  for (const item of items) {
    const open = unforeseenAt(item.value);
    if (open !== undefined) {
      element.mayBe(unforeseenPattern(String(item.value)), open);
      continue;
    }
    const text =
      typeof item.value === 'string'
        ? read(item.value, item.path)
        : item.path.error('must be a text');
    if (typeof text === 'string') {
      element.doubt(text);
    } else {
      element.add(text);
    }
  }
  return element;
}

/** The one of two elements that the statement has; both are one too many. */
function choose<T extends string>(
  statement: Record<string, unknown>,
  [element, negation]: [T, T],
  path: DocumentPath,
  doubts: string[],
): T | undefined {
  const hasElement = statement[element] !== undefined;
  const hasNegation = statement[negation] !== undefined;
  if (hasElement && hasNegation) {
    doubts.push(path.error(`has both ${element} and ${negation}`));
    return undefined;
  }
  if (hasElement) {
    return element;
  }
  return hasNegation ? negation : undefined;
}

/**
 * Reads one statement. What cannot be read in it counts as unknown.
 * `IAM/latest/UserGuide/reference_policies_grammar`
 */
export function compileStatement(
  statement: unknown,
  { index, path, hasVariables, doubts: documentDoubts }: StatementContext,
): PolicyStatement {
  const doubts = [...documentDoubts];
  const parts: StatementParts = {
    path,
    index,
    conditions: [],
    doubts,
  };
  if (!isJsonObject(statement)) {
    doubts.push(unforeseenAt(statement) ?? path.error('must be an object'));
    return new PolicyStatement(parts);
  }
  for (const name of Object.keys(statement)) {
    if (!ELEMENTS.has(name)) {
      doubts.push(path.child(name).error('is not an element of a statement'));
    }
  }
  const { Sid: sid, Effect: effect } = statement;
  if (typeof sid === 'string') {
    parts.sid = sid;
  } else if (sid !== undefined) {
    doubts.push(path.child('Sid').error('must be a text'));
  }
  if (effect === 'Allow' || effect === 'Deny') {
    parts.effect = effect;
  } else {
    doubts.push(
      unforeseenAt(effect) ??
        path.child('Effect').error('must be "Allow" or "Deny"'),
    );
  }
  const action = choose(statement, ['Action', 'NotAction'], path, doubts);
  if (action !== undefined) {
    parts.action = compilePatterns(
      new PatternElement(action === 'NotAction', Wildcard.fromRuns),
      statement[action],
      path.child(action),
      readAction,
    );
  } else if (statement.Action === undefined) {
    doubts.push(path.error('has neither Action nor NotAction'));
  }
  const resource = choose(statement, ['Resource', 'NotResource'], path, doubts);
  if (resource !== undefined) {
    parts.resource = compilePatterns(
      new PatternElement(resource === 'NotResource', ArnPattern.compile),
      statement[resource],
      path.child(resource),
      (text, place) => readResource(text, place, hasVariables),
    );
  }
  const who = choose(statement, ['Principal', 'NotPrincipal'], path, doubts);
  if (who !== undefined) {
    const element = PrincipalElement.compile(statement[who], path.child(who));
    parts[who === 'Principal' ? 'principal' : 'notPrincipal'] = element;
  }
  if (statement.Condition !== undefined) {
    parts.conditions = compileConditions(
      statement.Condition,
      path.child('Condition'),
      hasVariables,
    );
  }
  return new PolicyStatement(parts);
}
