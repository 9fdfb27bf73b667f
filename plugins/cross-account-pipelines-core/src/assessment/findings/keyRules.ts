import { shortName } from '../../pipeline';
import { documentAt } from '../documents/documentReference';
import {
  isPolicyDocument,
  statementsOf,
  type Statement,
} from '../mending/PolicyDocument';
import type { Issue, KeySubject } from './Issue';
import { actionsOf, allows, awsPrincipals, rootAccount } from './readStatement';

function isForeign(principal: unknown, account: string): boolean {
  if (typeof principal !== 'string') {
    return false;
  }
  const own = rootAccount(principal) ?? principal.split(':')[4];
  return own !== account;
}

const statementRules: Array<{
  rule: string;
  test(statement: Statement, subject: KeySubject): string | undefined;
}> = [
  {
    rule: 'key-policy-allows-everything',
    test: (statement, { key, account }) =>
      statement.Effect === 'Allow' &&
      actionsOf(statement).some(
        action => action === '*' || action === 'kms:*',
      ) &&
      awsPrincipals(statement).some(each => isForeign(each, account))
        ? `The key policy of ${shortName(
            key.arn,
          )} gives other accounts every action, deleting the key included: reading takes kms:Decrypt and kms:DescribeKey.`
        : undefined,
  },
  {
    rule: 'key-grant-without-generate-data-key',
    test: (statement, { key }) =>
      allows(statement, 'kms:Encrypt') &&
      allows(statement, 'kms:Decrypt') &&
      !allows(statement, 'kms:GenerateDataKey')
        ? `The key policy of ${shortName(
            key.arn,
          )} allows kms:Encrypt, but not kms:GenerateDataKey, with which S3 encrypts: whoever it is for cannot write artifacts.`
        : undefined,
  },
];

/** What is wrong with an artifact key. */
export function judgeKeyIssues(subject: KeySubject): Issue[] {
  const { key, account } = subject;
  const { policy, source, arn } = key;
  const issues = isPolicyDocument(policy)
    ? statementsOf(policy).flatMap((statement, index) =>
        statementRules.flatMap(({ rule, test }): Issue[] => {
          const message = test(statement, subject);
          return message
            ? [
                {
                  rule,
                  health: 'warning',
                  message,
                  account,
                  document: documentAt('key policy', arn),
                  statement: index,
                  source,
                },
              ]
            : [];
        }),
      )
    : [];
  if (key.manager === 'CUSTOMER' && key.rotationEnabled === false) {
    issues.push({
      rule: 'key-without-rotation',
      health: 'warning',
      message: `Key ${shortName(arn)} is never rotated.`,
      account,
      document: documentAt('key', arn),
      source,
    });
  }
  return issues;
}
