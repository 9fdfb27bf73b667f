import type { RoleState } from '../estate';
import { accountOf } from '../pipeline';
import { allows, resourcesOf } from './findings/readStatement';
import { isPolicyDocument, statementsOf } from './mending/PolicyDocument';

/**
 * Roles that a role's own policies let it assume in other accounts, as far as
 * they name accounts.
 */
export interface AssumableRoles {
  /** ARNs of roles. */
  roleArns: readonly string[];
  /** Accounts in which a pattern names roles, and the pattern. */
  patterns: readonly string[];
  /** A statement allows roles of any account. */
  anywhere: boolean;
}

/**
 * H13
 *
 * @alpha
 */
export function assumableRoles({ arn, policies }: RoleState): AssumableRoles {
  const own = accountOf(arn);
  const named = policies
    .flatMap(({ document }) =>
      isPolicyDocument(document) ? statementsOf(document) : [],
    )
    .filter(statement => allows(statement, 'sts:AssumeRole'))
    .flatMap(resourcesOf);
  const foreign = [...new Set(named)].filter(each => accountOf(each) !== own);
  const inAccounts = foreign.filter(each =>
    /^\d{12}$/.test(accountOf(each) ?? ''),
  );
  return {
    roleArns: inAccounts.filter(each => !/[*?]/.test(each)),
    patterns: inAccounts.filter(each => /[*?]/.test(each)),
    anywhere: foreign.some(
      each => each === '*' || accountOf(each) === '*' || accountOf(each) === '',
    ),
  };
}
