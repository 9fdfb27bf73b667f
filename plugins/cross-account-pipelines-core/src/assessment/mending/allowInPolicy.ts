import { say, type DocumentReference, type Words } from '../../report';
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
  /** What to do with that document. */
  summary(document: DocumentReference): Words;
  insight?(document: DocumentReference): Words;
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
        changes: [...principal.changes, ...each.changes],
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
    for (const { statement: mended, changes, insight } of widenings(
      statement,
      grant,
    )) {
      yield {
        after: withStatement(document, index, mended),
        summary: each =>
          say('remedy.change-statement', {
            statement: name,
            document: each,
            change: changes.length === 1 ? changes[0] : changes,
          }),
        ...(insight && {
          insight: each => insight({ statement: name, document: each }),
        }),
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
    summary: each =>
      principal
        ? say('remedy.add-statement-for', {
            document: each,
            principal,
            actions: actions.join(', '),
          })
        : say('remedy.add-statement', {
            document: each,
            actions: actions.join(', '),
          }),
  };
}
