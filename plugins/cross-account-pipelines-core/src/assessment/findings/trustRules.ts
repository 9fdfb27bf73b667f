import { accountOf, shortName } from '../../pipeline';
import { documentAt } from '../documents/documentReference';
import {
  isPolicyDocument,
  statementName,
  statementsOf,
  withStatement,
  type Statement,
} from '../mending/PolicyDocument';
import type { Issue, RoleSubject } from './Issue';
import {
  allows,
  awsPrincipals,
  conditionKeys,
  narrowsCallers,
  rootAccount,
} from './readStatement';

function trustIssue(
  { role, account }: RoleSubject,
  issue: Omit<Issue, 'account' | 'document' | 'source'>,
): Issue {
  return {
    account,
    document: documentAt('trust policy', role.arn),
    source: role.source,
    ...issue,
  };
}

function namesWholeAccount(statement: Statement): boolean {
  return (
    allows(statement, 'sts:AssumeRole') &&
    awsPrincipals(statement).some(rootAccount) &&
    !narrowsCallers(statement)
  );
}

/** Whether nobody but one account is let in, so that the rest can be shut out. */
function namesOnly(statement: Statement, account: string): boolean {
  const { Principal } = statement;
  return (
    typeof Principal === 'object' &&
    Object.keys(Principal).length === 1 &&
    awsPrincipals(statement).every(each => rootAccount(each) === account)
  );
}

/** An account's root without a condition: every role there may come in. */
function wholeAccount(subject: RoleSubject): Issue[] {
  const { role, purpose, links, view, account } = subject;
  const { trustPolicy } = role;
  if (
    !isPolicyDocument(trustPolicy) ||
    (purpose !== 'action role' && purpose !== 'StackSet execution role')
  ) {
    return [];
  }
  const caller = view.account(links.account)?.pipelines[links.pipelineArn]
    ?.definition.roleArn;
  return statementsOf(trustPolicy).flatMap((statement, index) => {
    if (!namesWholeAccount(statement)) {
      return [];
    }
    const isNarrowable =
      purpose === 'action role' &&
      caller !== undefined &&
      namesOnly(statement, accountOf(caller) ?? '');
    const narrowed = {
      ...statement,
      Condition: {
        ...statement.Condition,
        ArnEquals: {
          ...statement.Condition?.ArnEquals,
          'aws:PrincipalArn': caller,
        },
      },
    } as Statement;
    return [
      trustIssue(subject, {
        rule: 'trust-accepts-whole-account',
        health: 'warning',
        hop: 'H1',
        statement: index,
        message: `The trust policy of ${shortName(
          role.arn,
        )} accepts all of ${awsPrincipals(statement)
          .flatMap(each => rootAccount(each) ?? [])
          .map(each => (each === account ? `its own account ${each}` : each))
          .join(
            ', ',
          )}: whoever may call sts:AssumeRole there can become this role.${
          isNarrowable
            ? ''
            : ' Name those who need it, or narrow it by a condition on aws:PrincipalArn.'
        }`,
        ...(isNarrowable
          ? {
              remedy: {
                after: withStatement(trustPolicy, index, narrowed),
                summary: `Narrow statement ${statementName(
                  statement,
                  index,
                )} to ${caller} by a condition on aws:PrincipalArn.`,
              },
            }
          : {}),
      }),
    ];
  });
}

/**
 * Anybody's pipeline could make CodePipeline use the role.
 *
 * See `IAM/latest/UserGuide/confused-deputy`.
 */
function serviceWithoutSource(subject: RoleSubject): Issue[] {
  const { role, purpose, links } = subject;
  const { trustPolicy } = role;
  if (purpose !== 'service role' || !isPolicyDocument(trustPolicy)) {
    return [];
  }
  return statementsOf(trustPolicy).flatMap((statement, index) => {
    const named =
      typeof statement.Principal === 'object'
        ? statement.Principal.Service
        : [];
    const isNamed = [named].flat().includes('codepipeline.amazonaws.com');
    const hasSource = conditionKeys(statement).some(
      ({ key }) => key === 'aws:sourceaccount' || key === 'aws:sourcearn',
    );
    if (!isNamed || !allows(statement, 'sts:AssumeRole') || hasSource) {
      return [];
    }
    const narrowed: Statement = {
      ...statement,
      Condition: {
        ...statement.Condition,
        StringEquals: {
          ...statement.Condition?.StringEquals,
          'aws:SourceAccount': links.account,
        },
        ArnLike: {
          ...statement.Condition?.ArnLike,
          'aws:SourceArn': links.pipelineArn,
        },
      },
    };
    return [
      trustIssue(subject, {
        rule: 'service-trust-without-source',
        health: 'warning',
        hop: 'H0',
        statement: index,
        message: `The trust policy of ${shortName(
          role.arn,
        )} lets CodePipeline in for any pipeline: it should ask for aws:SourceAccount and aws:SourceArn.`,
        remedy: {
          after: withStatement(trustPolicy, index, narrowed),
          summary: `Ask in statement ${statementName(
            statement,
            index,
          )} for aws:SourceAccount ${links.account} and aws:SourceArn ${
            links.pipelineArn
          }.`,
        },
      }),
    ];
  });
}

export const trustRules: ReadonlyArray<(subject: RoleSubject) => Issue[]> = [
  wholeAccount,
  serviceWithoutSource,
];
