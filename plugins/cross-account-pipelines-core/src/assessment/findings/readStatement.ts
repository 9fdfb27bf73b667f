import { compileWildcard } from '../../policy';
import { asList, type Statement } from '../mending/PolicyDocument';

/** Whether an action's pattern covers an action; `*` and `?` are wild. */
export function covers(pattern: string, action: string): boolean {
  if (pattern === '*') {
    return true;
  }
  return pattern.includes('*') || pattern.includes('?')
    ? compileWildcard(pattern.toLowerCase())(action.toLowerCase())
    : pattern.length === action.length &&
        pattern.toLowerCase() === action.toLowerCase();
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function texts(values: unknown): string[] {
  const list = asList(values as string | string[]);
  return list.every(isText) ? list : list.filter(isText);
}

export function actionsOf({ Action }: Statement): string[] {
  return texts(Action);
}

export function resourcesOf({ Resource }: Statement): string[] {
  return texts(Resource);
}

export function allows(statement: Statement, action: string): boolean {
  return (
    statement.Effect === 'Allow' &&
    actionsOf(statement).some(pattern => covers(pattern, action))
  );
}

/** Account ids, ARNs, unique ids and `*`, as the statement spells them. */
export function awsPrincipals({ Principal }: Statement): unknown[] {
  if (typeof Principal === 'string') {
    return [Principal];
  }
  return asList(Principal?.AWS as unknown);
}

/** Condition keys in lower case, with their operators. */
export function conditionKeys({
  Condition,
}: Statement): Array<{ operator: string; key: string; values: unknown[] }> {
  if (typeof Condition !== 'object' || Condition === null) {
    return [];
  }
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: asList(values as unknown),
    })),
  );
}

/** The account that an account id or an account's root ARN stands for. */
export function rootAccount(principal: unknown): string | undefined {
  const match =
    typeof principal === 'string'
      ? /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/.exec(principal)
      : null;
  return match?.[1] ?? match?.[2] ?? undefined;
}

/** Keys that say who calls, so that a statement for everybody is for few. */
const callerKeys = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceip',
  'aws:userid',
  'kms:calleraccount',
  'sts:externalid',
];

/** Whether a condition lets only some callers pass. */
export function narrowsCallers(statement: Statement): boolean {
  return conditionKeys(statement).some(
    ({ operator, key, values }) =>
      !/not|^null/i.test(operator) &&
      (callerKeys.includes(key) || key.startsWith('aws:principaltag/')) &&
      !values.includes('*'),
  );
}
