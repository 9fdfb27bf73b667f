import type { DocumentSource, Estate, EstateAccount } from '../estate';
import { compileWildcard, unforeseenPart } from '../policy';
import { closestWord, mostSlips } from '../policy/closestWord';
import type { AwsReference } from './AwsReference';
import type { CheckFinding } from './CheckFinding';

interface PlacedDocument {
  document: unknown;
  source?: DocumentSource;
}

/** The policies of an account that templates write. */
function documentsOf(account: EstateAccount): PlacedDocument[] {
  const { roles, keys, buckets, repositories = {}, eventBuses = {} } = account;
  return [
    ...Object.values(roles).flatMap(role => [
      { document: role.trustPolicy, source: role.source },
      ...role.policies,
      ...(role.permissionsBoundary ? [role.permissionsBoundary] : []),
    ]),
    ...[keys, buckets, repositories, eventBuses]
      .flatMap(things => Object.values<PolicyHolder>(things))
      .map(({ policy, source }) => ({ document: policy, source })),
  ].filter(({ source }) => source !== undefined) as PlacedDocument[];
}

interface PolicyHolder {
  policy?: unknown;
  source?: DocumentSource;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** `Action` and `NotAction` of all statements, where they are known before. */
function actionsOf(document: unknown): string[] {
  const { Statement: statements } = (document ?? {}) as { Statement?: unknown };
  return listOf(statements)
    .flatMap(statement => {
      const { Action, NotAction } = (statement ?? {}) as Record<
        string,
        unknown
      >;
      return [...listOf(Action), ...listOf(NotAction)];
    })
    .filter(
      (action): action is string =>
        typeof action === 'string' &&
        action.includes(':') &&
        !unforeseenPart(action),
    );
}

/** Why an action is none that AWS has, if it is not. */
async function findActionProblem(
  action: string,
  reference: AwsReference,
): Promise<string | undefined> {
  const colon = action.indexOf(':');
  const service = action.slice(0, colon).toLowerCase();
  const name = action.slice(colon + 1);
  const known = await reference.actionsOf(service);
  if (known === undefined) {
    const meant = closestWord(
      service,
      await reference.services(),
      mostSlips(service),
    );
    return (
      meant &&
      `"${service}" is no service that AWS lists actions of: did you mean ${meant}:${name}?`
    );
  }
  const fits = compileWildcard(name.toLowerCase());
  if (known.some(each => fits(each.toLowerCase()))) {
    return undefined;
  }
  const written = name.replace(/[*?]/g, '');
  const meant = closestWord(written, known, mostSlips(written));
  return meant
    ? `AWS has no action ${action}: did you mean ${service}:${meant}?`
    : `AWS lists no action ${action}, so that the statement does nothing for it.`;
}

/**
 * Actions in policies that AWS does not have: it takes them, and they allow and
 * deny nothing.
 */
export async function findUnknownActions(
  { accounts }: Estate,
  reference: AwsReference,
): Promise<CheckFinding[]> {
  const found = new Map<string, CheckFinding>();
  const documents = Object.values(accounts).flatMap(documentsOf);
  for (const { document, source } of documents) {
    for (const action of new Set(actionsOf(document))) {
      const message = await findActionProblem(action, reference);
      if (message !== undefined) {
        const { file, line } = source!;
        // Templates that make many stacks say it once.
        found.set(`${file}:${line}:${action}`, {
          rule: 'action-unknown',
          level: 'warning',
          message,
          place: { file, line },
        });
      }
    }
  }
  return [...found.values()];
}
