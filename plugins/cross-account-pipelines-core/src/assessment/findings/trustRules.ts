import { accountOf, shortName } from '../../pipeline';
import { inTurn, say } from '../../report';
import type { Statement } from '../mending/PolicyDocument';
import type { RolePolicySubject } from './Issue';
import {
  allows,
  awsPrincipals,
  conditionKeys,
  narrowsCallers,
  rootAccount,
} from './readStatement';
import type { StatementFault, StatementRule } from './StatementRule';

type TrustRule = StatementRule<RolePolicySubject>;

/** What narrows a statement, and to whom. */
type Narrowing = Required<Pick<StatementFault, 'mended' | 'summary'>>;

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

/** To the pipeline's own role, where nobody else is meant. */
function narrowToCaller(
  statement: Statement,
  { purpose, links, view }: RolePolicySubject,
): Narrowing | undefined {
  const caller = view.account(links.account)?.pipelines[links.pipelineArn]
    ?.definition.roleArn;
  return purpose === 'action role' &&
    caller !== undefined &&
    namesOnly(statement, accountOf(caller) ?? '')
    ? {
        mended: {
          ...statement,
          Condition: {
            ...statement.Condition,
            ArnEquals: {
              ...statement.Condition?.ArnEquals,
              'aws:PrincipalArn': caller,
            },
          },
        },
        summary: name =>
          say('remedy.narrow-trust', { statement: name, caller }),
      }
    : undefined;
}

/** An account's root without a condition: every role there may come in. */
const wholeAccount: TrustRule = {
  rule: 'trust-accepts-whole-account',
  test(statement, subject) {
    const { role, purpose, account } = subject;
    if (
      (purpose !== 'action role' && purpose !== 'StackSet execution role') ||
      !namesWholeAccount(statement)
    ) {
      return undefined;
    }
    const narrowing = narrowToCaller(statement, subject);
    const accounts = awsPrincipals(statement)
      .flatMap(each => rootAccount(each) ?? [])
      .map(each =>
        each === account ? say('wrong.own-account', { account: each }) : each,
      );
    return {
      message: inTurn([
        say('finding.whole-account', { role: shortName(role.arn), accounts }),
        narrowing ? undefined : say('finding.narrow-it'),
      ]),
      ...narrowing,
    };
  },
};

/**
 * Anybody's pipeline could make CodePipeline use the role.
 *
 * See `IAM/latest/UserGuide/confused-deputy`.
 */
const serviceWithoutSource: TrustRule = {
  rule: 'service-trust-without-source',
  test(statement, { role, purpose, links }) {
    const named =
      typeof statement.Principal === 'object'
        ? statement.Principal.Service
        : [];
    const isNamed = [named].flat().includes('codepipeline.amazonaws.com');
    const hasSource = conditionKeys(statement).some(
      ({ key }) => key === 'aws:sourceaccount' || key === 'aws:sourcearn',
    );
    if (
      purpose !== 'service role' ||
      !isNamed ||
      !allows(statement, 'sts:AssumeRole') ||
      hasSource
    ) {
      return undefined;
    }
    return {
      message: say('finding.any-pipeline', { role: shortName(role.arn) }),
      mended: {
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
      },
      summary: name =>
        say('remedy.ask-source', {
          statement: name,
          account: links.account,
          pipeline: links.pipelineArn,
        }),
    };
  },
};

/** What can be wrong with the trust policy of a role. */
export const trustRules: readonly TrustRule[] = [
  wholeAccount,
  serviceWithoutSource,
];
