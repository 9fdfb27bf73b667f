import { shortName } from '../../pipeline';
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
    document: { type: 'trust policy', arn: role.arn },
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

/** An account's root without a condition: every role there may come in. */
function wholeAccount(subject: RoleSubject): Issue[] {
  const { role, purpose, links, view } = subject;
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
          .map(rootAccount)
          .filter(Boolean)
          .join(
            ', ',
          )}: whoever may call sts:AssumeRole there can become this role.`,
        ...(purpose === 'action role' && caller
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
