import type { Grant } from './Grant';
import { newStatements } from './newStatements';
import {
  asList,
  isSound,
  rawStatements,
  statementName,
  withStatement,
  withStatements,
  type PolicyDocument,
  type Statement,
} from './PolicyDocument';
import {
  withActions,
  withConditions,
  withPrincipal,
  withResources,
  type Widened,
} from './widenStatement';

/**
 * A policy document that may allow what is refused.
 */
export interface PolicyCandidate {
  after: PolicyDocument;
  /** What to do, where `@` stands for the document's name. */
  summary: string;
  insight?: string;
}

/** Nobody mends a longer policy statement by statement. */
const longestSearch = 60;

function isAbout({ Action }: Statement, grant: Grant): boolean {
  const services = grant.requests.map(
    ({ action }) => `${action.split(':')[0]}:`,
  );
  return asList(Action).some(action =>
    services.some(service =>
      action.toLowerCase().startsWith(service.toLowerCase()),
    ),
  );
}

function widenings(statement: Statement, grant: Grant): Widened[] {
  const principal = withPrincipal(statement, grant);
  const single = [
    ...withConditions(statement, grant),
    withResources(statement, grant),
    withActions(statement, grant),
    principal,
  ];
  const named = principal
    ? withConditions(principal.statement, grant).map(each => ({
        statement: each.statement,
        change: `${principal.change} and ${each.change}`,
        insight: principal.insight,
      }))
    : [];
  return [...single, ...named].filter(each => each !== undefined);
}

/**
 * Statements that nearly allow what is refused, mended. Least change first.
 */
export function* nearMisses(
  document: PolicyDocument,
  grant: Grant,
): Generator<PolicyCandidate> {
  const statements = rawStatements(document).slice(0, longestSearch);
  for (const [index, statement] of statements.entries()) {
    if (
      !isSound(statement) ||
      statement.Effect !== 'Allow' ||
      !isAbout(statement, grant)
    ) {
      continue;
    }
    const name = statementName(statement, index);
    for (const { statement: mended, change, insight } of widenings(
      statement,
      grant,
    )) {
      yield {
        after: withStatement(document, index, mended),
        summary: `Let statement ${name} of the @ ${change}.`,
        insight: insight?.replace('%', `${name} of the @`),
      };
    }
  }
}

/** The document with new statements that allow everything the hop asks for. */
export function appended(
  document: PolicyDocument | undefined,
  grant: Grant,
): PolicyCandidate {
  const actions = [...new Set(grant.requests.map(({ action }) => action))];
  const principal =
    grant.principal &&
    (grant.principal.type === 'role'
      ? grant.principal.arn
      : grant.principal.name);
  return {
    after: withStatements(document, [
      ...rawStatements(document),
      ...newStatements(grant),
    ]),
    summary: principal
      ? `Add a statement to the @ that allows ${principal} ${actions.join(
          ', ',
        )}.`
      : `Add a statement to the @ that allows ${actions.join(', ')}.`,
  };
}
