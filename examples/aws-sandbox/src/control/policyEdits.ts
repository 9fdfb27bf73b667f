type Statement = Record<string, any>;

/** The parts of a policy document that are edited. */
export interface Policy {
  Version?: string;
  Statement: Statement[] | Statement;
}

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : ([value].flat() as T[]);

function withStatements(
  document: unknown,
  change: (statements: Statement[]) => Statement[],
): Policy {
  const policy = document as Policy;
  return { ...policy, Statement: change(list(policy.Statement)) };
}

const isAllow = ({ Effect }: Statement) => Effect === 'Allow';

function covers(pattern: string, text: string): boolean {
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 'i').test(text);
}

function isOf(account: string, principal: unknown): boolean {
  return (
    principal === account ||
    (typeof principal === 'string' && principal.split(':')[4] === account)
  );
}

/** The ARN of something that is not there any more. */
const outdated = (arn: string) => `${arn}-old`;

/**
 * Takes an account out of what a resource policy allows. Where everybody of an
 * organization is allowed, the account is denied instead.
 */
export function withoutAccount(document: unknown, account: string): Policy {
  return withStatements(document, statements => {
    let named = false;
    const left = statements.flatMap(statement => {
      const principals = list(statement.Principal?.AWS);
      const others = principals.filter(principal => !isOf(account, principal));
      if (!isAllow(statement) || others.length === principals.length) {
        return [statement];
      }
      named = true;
      return others.length > 0
        ? [{ ...statement, Principal: { ...statement.Principal, AWS: others } }]
        : [];
    });
    const { Resource } = statements[0];
    return named
      ? left
      : [
          ...left,
          {
            Sid: 'BrokenInTheSandbox',
            Effect: 'Deny',
            Principal: '*',
            Action: list(statements.find(isAllow)?.Action),
            Resource,
            Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
          },
        ];
  });
}

/** Whether a policy allows an action on a resource by naming both. */
export function allows(
  document: unknown,
  action: string,
  resource: string,
): boolean {
  return list((document as Policy).Statement).some(
    statement =>
      isAllow(statement) &&
      list<string>(statement.Action).some(each => covers(each, action)) &&
      list<string>(statement.Resource).some(each => covers(each, resource)),
  );
}

/**
 * Makes the statements that allow an action on a resource name another, as if
 * what they name had been replaced since.
 */
export function withOutdatedResource(
  document: unknown,
  action: string,
  resource: string,
): unknown {
  return withStatements(document, statements =>
    statements.map(statement =>
      isAllow(statement) &&
      list<string>(statement.Action).some(each => covers(each, action))
        ? {
            ...statement,
            Resource: list<string>(statement.Resource).map(each =>
              covers(each, resource) ? outdated(resource) : each,
            ),
          }
        : statement,
    ),
  );
}

/** Lets nobody of another account assume a role, only its own account. */
export function withoutForeignTrust(
  document: unknown,
  ownAccount: string,
): unknown {
  return withStatements(document, statements =>
    statements.map(statement =>
      isAllow(statement) && statement.Principal !== undefined
        ? {
            ...statement,
            Principal: { AWS: `arn:aws:iam::${ownAccount}:root` },
          }
        : statement,
    ),
  );
}

/** Lets another service assume a role. */
export function withOtherService(document: unknown, service: string): unknown {
  return withStatements(document, statements =>
    statements.map(statement =>
      statement.Principal?.Service
        ? { ...statement, Principal: { Service: service } }
        : statement,
    ),
  );
}
