import type { World } from '../world/World';

const ACCOUNT = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/;
const PRINCIPAL_ID = /^(?:AROA|AIDA)[A-Z0-9]+$/;
const SESSION = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com$/;

type Rewrite = (principal: string) => string;

function rewriteValue(value: unknown, rewrite: Rewrite): unknown {
  if (Array.isArray(value)) {
    return value.map(each => (typeof each === 'string' ? rewrite(each) : each));
  }
  return typeof value === 'string' ? rewrite(value) : value;
}

function rewritePrincipal(principal: unknown, rewrite: Rewrite): unknown {
  if (typeof principal !== 'object' || principal === null) {
    return principal;
  }
  return Object.fromEntries(
    Object.entries(principal).map(([kind, value]) => [
      kind,
      kind === 'AWS' ? rewriteValue(value, rewrite) : value,
    ]),
  );
}

function rewriteStatement(statement: unknown, rewrite: Rewrite): unknown {
  if (typeof statement !== 'object' || statement === null) {
    return statement;
  }
  return Object.fromEntries(
    Object.entries(statement).map(([element, value]) => [
      element,
      element === 'Principal' || element === 'NotPrincipal'
        ? rewritePrincipal(value, rewrite)
        : value,
    ]),
  );
}

function rewriteDocument(document: unknown, rewrite: Rewrite): unknown {
  if (typeof document !== 'object' || document === null) {
    return document;
  }
  const { Statement: statements, ...rest } = document as {
    Statement?: unknown;
  };
  return {
    ...rest,
    Statement: Array.isArray(statements)
      ? statements.map(each => rewriteStatement(each, rewrite))
      : rewriteStatement(statements, rewrite),
  };
}

function roleOfSessionExists(world: World, account: string, role: string) {
  return Boolean(world.findAccount(account)?.iam.roles.has(role));
}

/**
 * A policy as it is kept: ARNs of users and roles replaced by their unique ids.
 *
 * `invalid` lists the principals that do not exist; AWS refuses such a policy.
 * See `IAM/latest/UserGuide/reference_policies_elements_principal`.
 */
export function bindPrincipals(
  world: World,
  document: unknown,
): { document: unknown; invalid: string[] } {
  const invalid: string[] = [];
  const bound = rewriteDocument(document, principal => {
    const account = ACCOUNT.exec(principal)?.[1];
    const session = SESSION.exec(principal);
    const id = world.principals.idOf(principal);
    const exists =
      principal === '*' ||
      id !== undefined ||
      (account !== undefined && world.findAccount(account) !== undefined) ||
      (PRINCIPAL_ID.test(principal) &&
        world.principals.arnOf(principal) !== undefined) ||
      (session !== null && roleOfSessionExists(world, session[1], session[2]));
    if (!exists) {
      invalid.push(principal);
    }
    return id ?? (account ? `arn:aws:iam::${account}:root` : principal);
  });
  return {
    document: bound,
    invalid: [...invalid, ...invalidServices(document)],
  };
}

function invalidServices(document: unknown): string[] {
  const statements = (document as { Statement?: unknown })?.Statement ?? [];
  return [statements]
    .flat()
    .flatMap((statement: any) => [statement?.Principal?.Service ?? []].flat())
    .filter(service => typeof service !== 'string' || !SERVICE.test(service))
    .map(String);
}

/**
 * A policy as AWS shows it and decides with it: unique ids replaced by the ARNs
 * they stand for. The id of somebody who was deleted stays, and matches nobody.
 */
export function showPrincipals(world: World, document: unknown): unknown {
  return rewriteDocument(
    document,
    principal => world.principals.arnOf(principal) ?? principal,
  );
}
