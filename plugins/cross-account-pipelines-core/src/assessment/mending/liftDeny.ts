import { say, type Words } from '../../report';
import type { PolicyCandidate } from './allowInPolicy';
import { accountRoot, type Grant } from './Grant';
import {
  asElement,
  asList,
  isSound,
  rawStatements,
  statementName,
  statementsOf,
  union,
  withStatement,
  withStatements,
  type PolicyDocument,
  type Statement,
} from './PolicyDocument';

interface Lifted {
  statement: Statement;
  change: Words;
}

/** Operators that no value of the list may match. */
const exceptOperators =
  /^(?:ForAllValues:)?(?:StringNotEquals|StringNotLike|StringNotEqualsIgnoreCase|ArnNotEquals|ArnNotLike)(?:IfExists)?$/;

function contextValue(key: string, { context }: Grant) {
  const name = Object.keys(context).find(
    each => each.toLowerCase() === key.toLowerCase(),
  );
  return name === undefined ? [] : asList(context[name]);
}

/** The value that is sent joins those that are let pass. */
function* exceptValues(statement: Statement, grant: Grant): Generator<Lifted> {
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      const sent = contextValue(key, grant);
      if (exceptOperators.test(operator) && sent.length > 0) {
        yield {
          statement: {
            ...statement,
            Condition: {
              ...statement.Condition,
              [operator]: {
                ...keys,
                [key]: asElement(union(asList(values), sent)),
              },
            },
          },
          change: say('change.except-value', { key, values: sent.join(', ') }),
        };
      }
    }
  }
}

/**
 * An upload without the header takes the bucket's own encryption: only one that
 * names another is to be refused.
 *
 * See `AmazonS3/latest/userguide/UsingKMSEncryption`.
 */
function* exceptAbsentHeaders(statement: Statement): Generator<Lifted> {
  const keys = Object.entries(statement.Condition?.StringNotEquals ?? {});
  const headers = keys.filter(([key]) =>
    key.toLowerCase().startsWith('s3:x-amz-server-side-encryption'),
  );
  if (headers.length === 0) {
    return;
  }
  const { StringNotEquals, ...others } = statement.Condition ?? {};
  yield {
    statement: {
      ...statement,
      Condition: {
        ...others,
        StringNotEqualsIfExists: {
          ...others.StringNotEqualsIfExists,
          ...StringNotEquals,
        },
        Null: {
          ...others.Null,
          ...Object.fromEntries(headers.map(([key]) => [key, 'false'])),
        },
      },
    },
    change: say('change.except-headers'),
  };
}

/** The principal joins those that are not denied. */
function* exceptPrincipal(
  statement: Statement,
  { principal }: Grant,
): Generator<Lifted> {
  if (principal?.type !== 'role') {
    return;
  }
  const { NotPrincipal } = statement;
  if (typeof NotPrincipal === 'object') {
    const spared = union(asList(NotPrincipal.AWS), [
      principal.arn,
      accountRoot(principal),
    ]);
    yield {
      statement: {
        ...statement,
        NotPrincipal: { ...NotPrincipal, AWS: spared },
      },
      change: say('change.spare', { principal: principal.arn }),
    };
  }
  const spared = asList(
    statement.Condition?.ArnNotEquals?.['aws:PrincipalArn'],
  );
  yield {
    statement: {
      ...statement,
      Condition: {
        ...statement.Condition,
        ArnNotEquals: {
          ...statement.Condition?.ArnNotEquals,
          'aws:PrincipalArn': asElement(union(spared, [principal.arn])),
        },
      },
    },
    change: say('change.except', { principal: principal.arn }),
  };
}

/** Actions that are denied by name are denied no more. */
function* exceptActions(
  statement: Statement,
  { requests }: Grant,
): Generator<Lifted> {
  const denied = asList(statement.Action);
  const refused = new Set(requests.map(({ action }) => action.toLowerCase()));
  const left = denied.filter(action => !refused.has(action.toLowerCase()));
  if (left.length > 0 && left.length < denied.length) {
    yield {
      statement: { ...statement, Action: asElement(left) },
      change: say('change.deny-less', {
        actions: [...new Set(requests.map(({ action }) => action))].join(', '),
      }),
    };
  }
}

/**
 * A statement that denies, mended. Narrowest exception first; at last the
 * statement goes.
 */
export function* liftDeny(
  document: PolicyDocument,
  index: number,
  grant: Grant,
): Generator<PolicyCandidate> {
  const raw = rawStatements(document);
  const statement = statementsOf(document)[index];
  if (!statement) {
    return;
  }
  const name = statementName(statement, index);
  const attempts = isSound(raw[index])
    ? [
        exceptAbsentHeaders(statement),
        exceptValues(statement, grant),
        exceptPrincipal(statement, grant),
        exceptActions(statement, grant),
      ]
    : [];
  for (const attempt of attempts) {
    for (const { statement: lifted, change } of attempt) {
      yield {
        after: withStatement(document, index, lifted),
        summary: each =>
          say('remedy.change-statement', {
            statement: name,
            document: each,
            change,
          }),
      };
    }
  }
  yield {
    after: withStatements(
      document,
      raw.filter((_, at) => at !== index),
    ),
    summary: each =>
      say('remedy.remove-statement', { statement: name, document: each }),
  };
}
