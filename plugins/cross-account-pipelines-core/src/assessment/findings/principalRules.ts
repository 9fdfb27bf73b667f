import { accountOf, shortName } from '../../pipeline';
import { unforeseenPart } from '../../policy';
import { say, type Words } from '../../report';
import {
  asElement,
  isPolicyDocument,
  statementsOf,
  type PolicyDocument,
  type Statement,
} from '../mending/PolicyDocument';
import { uniqueIdPattern } from '../mending/widenStatement';
import type { Issue, PolicySubject } from './Issue';
import { awsPrincipals, narrowsCallers, rootAccount } from './readStatement';
import { judgeStatements, type StatementRule } from './StatementRule';
import { unlessSound } from './unlessSound';

/** See `IAM/latest/UserGuide/reference_policies_elements_principal`. */
const principalForms = [
  /^\*$/,
  /^\d{12}$/,
  uniqueIdPattern,
  /^arn:[^:]+:iam::(?:\d{12}|cloudfront):(?:root|(?:role|user|group|saml-provider|oidc-provider)\/\S+|user\/.+)$/,
  /^arn:[^:]+:sts::\d{12}:(?:assumed-role|federated-user)\/\S+$/,
];

/** What stands in `Principal` and can be nobody. */
export function malformedPrincipals(statement: Statement): unknown[] {
  return awsPrincipals(statement).filter(
    principal =>
      typeof principal !== 'string' ||
      (!unforeseenPart(principal) &&
        !principalForms.some(form => form.test(principal))),
  );
}

/** Numbers that were to be account ids, and lost a digit. */
function areAccounts(wrong: unknown[]): boolean {
  return wrong.every(
    each => typeof each !== 'object' && /\d{3,11}|\d{13,}/.test(String(each)),
  );
}

function namesNobody(
  { reference }: PolicySubject,
  wrong: unknown[],
  id: 'finding.nobody' | 'finding.nobody-account',
): Words {
  return say(id, {
    document: reference,
    names: wrong.map(each => JSON.stringify(each)).join(', '),
  });
}

const malformedAccount: StatementRule = {
  rule: 'account-id-malformed',
  test(statement, subject) {
    const wrong = malformedPrincipals(statement);
    return wrong.length > 0 && areAccounts(wrong)
      ? namesNobody(subject, wrong, 'finding.nobody-account')
      : undefined;
  },
};

const malformed: StatementRule = {
  rule: 'principal-malformed',
  test(statement, subject) {
    const wrong = malformedPrincipals(statement);
    return wrong.length > 0 && !areAccounts(wrong)
      ? namesNobody(subject, wrong, 'finding.nobody')
      : undefined;
  },
};

/** AWS refuses to write a principal that does not exist: G7. */
const missing: StatementRule = {
  rule: 'principal-missing',
  test(statement, { reference, view }) {
    const gone = awsPrincipals(statement).filter(
      (principal): principal is string =>
        typeof principal === 'string' &&
        principal.includes(':role/') &&
        view.role(principal).state === 'missing',
    );
    return gone.length > 0
      ? say('finding.principal-missing', {
          document: reference,
          names: gone.join(', '),
        })
      : undefined;
  },
};

/** An id in place of an ARN: the role it was given to is gone. G7 */
const deleted: StatementRule = {
  rule: 'principal-deleted',
  test(statement, { reference, view }) {
    const named = awsPrincipals(statement);
    const gone = named.filter(
      id =>
        typeof id === 'string' &&
        uniqueIdPattern.test(id) &&
        !view.hasUniqueId(id),
    );
    if (gone.length === 0) {
      return undefined;
    }
    const left = named.filter(id => !gone.includes(id)) as string[];
    return {
      health: view.estate.origin === 'predicted' ? 'broken' : 'warning',
      message: say('finding.principal-deleted', {
        document: reference,
        names: gone.join(', '),
      }),
      mended:
        left.length > 0
          ? {
              ...statement,
              Principal: {
                ...(statement.Principal as Record<string, string | string[]>),
                AWS: asElement(left),
              },
            }
          : 'removed',
      summary: name =>
        say('remedy.take-out', { ids: gone.join(', '), statement: name }),
    };
  },
};

const anybody: StatementRule = {
  rule: 'principal-anybody',
  test: (statement, { reference }) =>
    statement.Effect === 'Allow' &&
    awsPrincipals(statement).includes('*') &&
    !narrowsCallers(statement)
      ? say('finding.anybody', { document: reference })
      : undefined,
};

/** G8. `IAM/latest/UserGuide/reference_policies_elements_notprincipal` */
const notPrincipal: StatementRule = {
  rule: 'deny-not-principal',
  test: (statement, { reference }) =>
    statement.Effect === 'Deny' && statement.NotPrincipal !== undefined
      ? say('finding.not-principal', { document: reference })
      : undefined,
};

/** Whether a role is there when a template's policy is written. */
function isThereBefore(
  roleArn: string,
  { view, source }: PolicySubject,
): boolean {
  const role = view.role(roleArn);
  if (role.state === 'found') {
    const { stackIndex = Infinity } = role.value.source ?? {};
    return stackIndex < (source?.stackIndex ?? 0);
  }
  // Nothing that is checked makes it, but the manifest says that it is there.
  const { unread = [] } = view.account(role.account) ?? {};
  return unread.some(({ id }) => id === roleArn);
}

/**
 * A template that names a foreign role can only be deployed after that role,
 * which in turn needs what the template makes.
 */
const secondPass: StatementRule = {
  rule: 'principal-needs-second-pass',
  test(statement, subject) {
    const { reference, view, account, links, source } = subject;
    const foreign = awsPrincipals(statement).filter(
      principal =>
        typeof principal === 'string' &&
        principal.includes(':role/') &&
        accountOf(principal) !== account &&
        !rootAccount(principal) &&
        !isThereBefore(principal, subject),
    ) as string[];
    return view.estate.origin === 'predicted' &&
      // Terraform makes things in the order in which they name each other.
      (!source || source.stackIndex !== undefined) &&
      account === links.account &&
      reference.type !== 'trust policy' &&
      foreign.length > 0
      ? say('finding.second-pass', {
          document: reference,
          names: foreign.map(shortName).join(', '),
        })
      : undefined;
  },
};

const principalRules: readonly StatementRule[] = [
  malformedAccount,
  malformed,
  missing,
  deleted,
  anybody,
  notPrincipal,
  secondPass,
];

/** Statements that name others than accounts: in no other can anything be wrong. */
function namingOthers(policy: PolicyDocument): Statement[] {
  return statementsOf(policy).filter(
    statement =>
      statement.NotPrincipal !== undefined ||
      !awsPrincipals(statement).every(rootAccount),
  );
}

/** What is wrong with whom a policy names. */
export function judgePrincipals(subject: PolicySubject): Issue[] {
  const { document: policy, view } = subject;
  const naming = isPolicyDocument(policy)
    ? unlessSound(view, policy, 'names others than accounts', () =>
        namingOthers(policy),
      )
    : [];
  return naming.length > 0 ? judgeStatements(principalRules, subject) : [];
}
