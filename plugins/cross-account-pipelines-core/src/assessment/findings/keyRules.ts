import { shortName } from '../../pipeline';
import { say } from '../../report';
import { documentAt } from '../documents/documentReference';
import { isPolicyDocument, statementsOf } from '../mending/PolicyDocument';
import { healthOf, type Issue, type KeyPolicySubject } from './Issue';
import { actionsOf, allows, awsPrincipals, rootAccount } from './readStatement';
import type { StatementRule } from './StatementRule';

function isForeign(principal: unknown, account: string): boolean {
  if (typeof principal !== 'string') {
    return false;
  }
  const own = rootAccount(principal) ?? principal.split(':')[4];
  return own !== account;
}

/** Whether any statement of a key policy lets a principal make data keys. */
function makesDataKeys(principal: unknown, policy: unknown): boolean {
  return (isPolicyDocument(policy) ? statementsOf(policy) : [])
    .filter(statement => allows(statement, 'kms:GenerateDataKey'))
    .some(statement => awsPrincipals(statement).includes(principal));
}

/** What can be wrong with the policy of an artifact key. */
export const keyRules: ReadonlyArray<StatementRule<KeyPolicySubject>> = [
  {
    rule: 'key-policy-allows-everything',
    test: (statement, { key, account }) =>
      statement.Effect === 'Allow' &&
      actionsOf(statement).some(
        action => action === '*' || action === 'kms:*',
      ) &&
      awsPrincipals(statement).some(each => isForeign(each, account))
        ? say('finding.key-everything', { key: shortName(key.arn) })
        : undefined,
  },
  {
    rule: 'key-grant-without-generate-data-key',
    test: (statement, { key, document }) =>
      allows(statement, 'kms:Encrypt') &&
      allows(statement, 'kms:Decrypt') &&
      !awsPrincipals(statement).every(each => makesDataKeys(each, document))
        ? say('finding.key-without-data-key', { key: shortName(key.arn) })
        : undefined,
  },
];

/** A key whose material stays the same for ever. */
export function judgeRotation({ key, account }: KeyPolicySubject): Issue[] {
  const { arn, manager, rotationEnabled, source } = key;
  const rule = 'key-without-rotation';
  return manager === 'CUSTOMER' && rotationEnabled === false
    ? [
        {
          rule,
          health: healthOf(rule),
          message: say('finding.no-rotation', { key: shortName(arn) }),
          account,
          document: documentAt('key', arn),
          source,
        },
      ]
    : [];
}
