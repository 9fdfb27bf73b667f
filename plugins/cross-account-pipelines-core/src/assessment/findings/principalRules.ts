import { accountOf, shortName } from '../../pipeline';
import { unforeseenPart } from '../../policy';
import { describeDocument } from '../../report';
import {
  asElement,
  isPolicyDocument,
  rawStatements,
  statementName,
  statementsOf,
  withStatement,
  withStatements,
  type PolicyDocument,
  type Statement,
} from '../mending/PolicyDocument';
import { uniqueIdPattern } from '../mending/widenStatement';
import type { Issue, PolicySubject } from './Issue';
import { awsPrincipals, narrowsCallers, rootAccount } from './readStatement';

interface StatementIssue {
  rule: string;
  health: Issue['health'];
  message: string;
  remedy?: Issue['remedy'];
}

type StatementRule = (
  statement: Statement,
  subject: PolicySubject,
  at: { index: number; policy: PolicyDocument },
) => StatementIssue | undefined;

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

const malformed: StatementRule = (statement, { reference }) => {
  const wrong = malformedPrincipals(statement);
  const isAccount = wrong.every(
    each => typeof each !== 'object' && /\d{3,11}|\d{13,}/.test(String(each)),
  );
  return wrong.length > 0
    ? {
        rule: isAccount ? 'account-id-malformed' : 'principal-malformed',
        health: 'broken',
        message: `The ${describeDocument(reference)} names ${wrong
          .map(each => JSON.stringify(each))
          .join(', ')}, which is nobody: ${
          isAccount
            ? 'an account id has twelve digits and is written as text, or its leading zero goes'
            : 'AWS refuses to write it'
        }.`,
      }
    : undefined;
};

/** AWS refuses to write a principal that does not exist: G7. */
const missing: StatementRule = (statement, { reference, view }) => {
  const gone = awsPrincipals(statement).filter(
    (principal): principal is string =>
      typeof principal === 'string' &&
      principal.includes(':role/') &&
      view.role(principal).state === 'missing',
  );
  return gone.length > 0
    ? {
        rule: 'principal-missing',
        health: 'broken',
        message: `The ${describeDocument(reference)} names ${gone.join(
          ', ',
        )}, which does not exist: AWS refuses to write such a policy. Name the account and narrow it by a condition on aws:PrincipalArn.`,
      }
    : undefined;
};

/** An id in place of an ARN: the role it was given to is gone. G7 */
const deleted: StatementRule = (
  statement,
  { reference, view },
  { index, policy },
) => {
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
  const after =
    left.length > 0
      ? withStatement(policy, index, {
          ...statement,
          Principal: {
            ...(statement.Principal as Record<string, string | string[]>),
            AWS: asElement(left),
          },
        })
      : withStatements(
          policy,
          rawStatements(policy).filter((_, at) => at !== index),
        );
  return {
    rule: 'principal-deleted',
    health: view.estate.origin === 'predicted' ? 'broken' : 'warning',
    message: `The ${describeDocument(reference)} names ${gone.join(
      ', ',
    )}: the role was deleted, and one created again under its name is another. AWS refuses the policy when it is next written with this in it.`,
    remedy: {
      after,
      summary: `Take ${gone.join(', ')} out of statement ${statementName(
        statement,
        index,
      )}.`,
    },
  };
};

const anybody: StatementRule = (statement, { reference }) =>
  statement.Effect === 'Allow' &&
  awsPrincipals(statement).includes('*') &&
  !narrowsCallers(statement)
    ? {
        rule: 'principal-anybody',
        health: 'warning',
        message: `The ${describeDocument(
          reference,
        )} is for everybody: any principal of any account whose own policies allow it may come in.`,
      }
    : undefined;

/** G8. `IAM/latest/UserGuide/reference_policies_elements_notprincipal` */
const notPrincipal: StatementRule = (statement, { reference }) =>
  statement.Effect === 'Deny' && statement.NotPrincipal !== undefined
    ? {
        rule: 'deny-not-principal',
        health: 'warning',
        message: `The ${describeDocument(
          reference,
        )} denies with NotPrincipal: that hits every role with a permissions boundary, those that it is to spare included. A condition on aws:PrincipalArn does not.`,
      }
    : undefined;

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
  // No template makes it, but the manifest says that it is there.
  const { unread = [] } = view.account(role.account) ?? {};
  return unread.some(({ id }) => id === roleArn);
}

/**
 * A template that names a foreign role can only be deployed after that role,
 * which in turn needs what the template makes.
 */
const secondPass: StatementRule = (statement, subject) => {
  const { reference, view, account, links } = subject;
  const foreign = awsPrincipals(statement).filter(
    principal =>
      typeof principal === 'string' &&
      principal.includes(':role/') &&
      accountOf(principal) !== account &&
      !rootAccount(principal) &&
      !isThereBefore(principal, subject),
  ) as string[];
  return view.estate.origin === 'predicted' &&
    account === links.account &&
    reference.type !== 'trust policy' &&
    foreign.length > 0
    ? {
        rule: 'principal-needs-second-pass',
        health: 'warning',
        message: `The ${describeDocument(reference)} names ${foreign
          .map(shortName)
          .join(
            ', ',
          )} of another account, which no earlier stack makes and which has to exist before the policy can be written: name the account and narrow it by a condition on aws:PrincipalArn.`,
      }
    : undefined;
};

const rules: StatementRule[] = [
  malformed,
  missing,
  deleted,
  anybody,
  notPrincipal,
  secondPass,
];

/** Policies that name accounts only: nothing can be wrong with those. */
const namingAccountsOnly = new WeakMap<object, boolean>();

function namesAccountsOnly(policy: PolicyDocument): boolean {
  const known = namingAccountsOnly.get(policy);
  if (known !== undefined) {
    return known;
  }
  const only = statementsOf(policy).every(
    statement =>
      statement.NotPrincipal === undefined &&
      awsPrincipals(statement).every(rootAccount),
  );
  namingAccountsOnly.set(policy, only);
  return only;
}

/** What is wrong with whom a policy names. */
export function judgePrincipals(subject: PolicySubject): Issue[] {
  const { document: policy, reference, account, source } = subject;
  if (!isPolicyDocument(policy) || namesAccountsOnly(policy)) {
    return [];
  }
  return statementsOf(policy).flatMap((statement, index) =>
    rules.flatMap((rule): Issue[] => {
      const found = rule(statement, subject, { index, policy });
      return found
        ? [{ ...found, account, document: reference, statement: index, source }]
        : [];
    }),
  );
}
