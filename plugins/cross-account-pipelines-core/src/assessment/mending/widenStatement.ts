import { say, type DocumentReference, type Words } from '../../report';
import { accountRoot, type Grant, type GrantPrincipal } from './Grant';
import { customaryAction, grantedResource } from './newStatements';
import { asElement, asList, union, type Statement } from './PolicyDocument';

/**
 * A statement changed in one respect, with what was changed in words.
 */
export interface Widened {
  statement: Statement;
  /** Each goes on after `Let statement X of … `. */
  changes: Words[];
  /** What was wrong with it. */
  insight?(named: { statement: string; document: DocumentReference }): Words;
}

/** Ids that stand in a policy for users and roles that are gone. G7 */
export const uniqueIdPattern = /^(?:AROA|AIDA)[A-Z0-9]+$/;

function serviceOf(action: string): string {
  return action.split(':')[0];
}

/** Statements about everything are not to be given to anybody else. */
function isBroad({ Action, NotAction }: Statement): boolean {
  return (
    NotAction !== undefined ||
    asList(Action).some(action => action === '*' || action.endsWith(':*'))
  );
}

/** Whether nothing is given away with a statement but what the hop asks for. */
function asksNothingMore({ Action }: Statement, grant: Grant): boolean {
  const needed = grant.allRequests.map(({ action }) => action.toLowerCase());
  return asList(Action).every(action => {
    const [start, ...rest] = action.toLowerCase().split('*');
    return needed.some(each =>
      rest.length > 0 ? each.startsWith(start) : each === start,
    );
  });
}

/** A statement for several principals is not to be widened for one. */
function namesSeveral({ Principal, Condition }: Statement): boolean {
  const named = typeof Principal === 'object' ? Object.values(Principal) : [];
  const narrowed = Object.values(Condition ?? {}).map(
    keys => keys['aws:PrincipalArn'],
  );
  return (
    Principal === '*' ||
    [...named, ...narrowed].some(each => asList(each).length > 1)
  );
}

/** The principal is missing, or an id stands for it that nobody has any more. */
export function withPrincipal(
  statement: Statement,
  grant: Grant,
): Widened | undefined {
  const { principal } = grant;
  const { Principal } = statement;
  if (
    !principal ||
    typeof Principal !== 'object' ||
    isBroad(statement) ||
    !asksNothingMore(statement, grant)
  ) {
    return undefined;
  }
  if (principal.type === 'service') {
    const services = union(asList(Principal.Service), [principal.name]);
    return {
      statement: {
        ...statement,
        Principal: { ...Principal, Service: asElement(services) },
      },
      changes: [say('change.name', { principal: principal.name })],
    };
  }
  return withRole(statement, Principal, principal);
}

function withRole(
  statement: Statement,
  Principal: Record<string, string | string[]>,
  principal: Extract<GrantPrincipal, { type: 'role' }>,
): Widened {
  const named = asList(Principal.AWS);
  const gone = named.filter(
    id => uniqueIdPattern.test(id) && id !== principal.uniqueId,
  );
  const left = named.filter(id => !gone.includes(id));
  const insight: Pick<Widened, 'insight'> =
    gone.length > 0
      ? {
          insight: place =>
            say('insight.deleted-role', { ...place, ids: gone.join(', ') }),
        }
      : {};
  const goesByCondition = JSON.stringify(statement.Condition ?? {})
    .toLowerCase()
    .includes('aws:principalarn');
  if (left.length > 0 || goesByCondition) {
    const added = goesByCondition ? accountRoot(principal) : principal.arn;
    return {
      statement: {
        ...statement,
        Principal: { ...Principal, AWS: asElement(union(left, [added])) },
      },
      changes: [say('change.name', { principal: added })],
      ...insight,
    };
  }
  return {
    statement: {
      ...statement,
      Principal: { ...Principal, AWS: accountRoot(principal) },
      Condition: {
        ...statement.Condition,
        ArnEquals: {
          ...statement.Condition?.ArnEquals,
          'aws:PrincipalArn': principal.arn,
        },
      },
    },
    changes: [say('change.name-by-condition', { principal: principal.arn })],
    ...insight,
  };
}

/** An action is missing. */
export function withActions(
  statement: Statement,
  grant: Grant,
): Widened | undefined {
  const { Action, Resource } = statement;
  const resources = new Set(
    grant.allRequests.map(request => grantedResource(request, grant)),
  );
  const isWider = asList(Resource).some(each => !resources.has(each));
  if (Action === undefined || isWider || namesSeveral(statement)) {
    return undefined;
  }
  const services = new Set(asList(Action).map(serviceOf));
  const missing = [
    ...new Set(grant.requests.map(({ action }) => customaryAction(action))),
  ];
  const isThere = missing.every(action => asList(Action).includes(action));
  if (isThere || !missing.every(action => services.has(serviceOf(action)))) {
    return undefined;
  }
  return {
    statement: { ...statement, Action: union(asList(Action), missing) },
    changes: [say('change.allow', { actions: missing.join(', ') })],
  };
}

/** A resource is missing. */
export function withResources(
  statement: Statement,
  grant: Grant,
): Widened | undefined {
  const { Resource } = statement;
  if (
    !grant.namesResources ||
    Resource === undefined ||
    isBroad(statement) ||
    !asksNothingMore(statement, grant)
  ) {
    return undefined;
  }
  const missing = [
    ...new Set(grant.requests.map(request => grantedResource(request, grant))),
  ];
  if (missing.every(resource => asList(Resource).includes(resource))) {
    return undefined;
  }
  return {
    statement: {
      ...statement,
      Resource: asElement(union(asList(Resource), missing)),
    },
    changes: [say('change.cover', { resources: missing.join(', ') })],
  };
}

/** Operators of which one value that matches is enough. */
const listOperators =
  /^(?:ForAnyValue:)?(?:StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike)(?:IfExists)?$/;

/** Keys that nothing CodePipeline, CodeBuild or CloudFormation does ever sets. */
const neverSent: Record<
  string,
  'insight.external-id' | 'insight.source' | undefined
> = {
  'sts:externalid': 'insight.external-id',
  'aws:sourcearn': 'insight.source',
  'aws:sourceaccount': 'insight.source',
};

/** Each condition of a statement met, one by one, and then all of them. */
export function withConditions(statement: Statement, grant: Grant): Widened[] {
  if (isBroad(statement) || !asksNothingMore(statement, grant)) {
    return [];
  }
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(
    ([operator, keys]) => Object.keys(keys).map(key => ({ operator, key })),
  );
  const single = conditions.map(each => meet(statement, [each], grant));
  return conditions.length > 1
    ? [...single, meet(statement, conditions, grant)]
    : single;
}

function meet(
  statement: Statement,
  conditions: Array<{ operator: string; key: string }>,
  grant: Grant,
): Widened {
  const condition: NonNullable<Statement['Condition']> = structuredClone(
    statement.Condition ?? {},
  );
  const changes: Words[] = [];
  for (const { operator, key } of conditions) {
    const value = knownValue(key, grant);
    if (value !== undefined && listOperators.test(operator)) {
      condition[operator][key] = asElement(
        union(asList(condition[operator][key]), asList(value)),
      );
      changes.push(
        say('change.accept', { values: asList(value).join(', '), key }),
      );
    } else {
      delete condition[operator][key];
      changes.push(say('change.ask-nothing', { key }));
    }
    if (Object.keys(condition[operator]).length === 0) {
      delete condition[operator];
    }
  }
  const { Condition, ...rest } = statement;
  const keys = conditions.map(({ key }) => key);
  const why = keys
    .map(key => neverSent[key.toLowerCase()])
    .find(each => each !== undefined);
  return {
    statement:
      Object.keys(condition).length > 0
        ? { ...rest, Condition: condition }
        : rest,
    changes,
    insight: named =>
      say(
        why && knownValue(keys[0], grant) === undefined
          ? why
          : 'insight.condition',
        { ...named, keys: keys.join(', ') },
      ),
  };
}

function knownValue(
  key: string,
  { context }: Grant,
): string | string[] | undefined {
  const name = Object.keys(context).find(
    each => each.toLowerCase() === key.toLowerCase(),
  );
  return name === undefined ? undefined : context[name];
}
