import type { RolePolicy } from '../../estate';
import { accountOf } from '../../pipeline';
import type { ArnDocumentType, DocumentReference } from '../../report';

/** A document of a thing whose ARN says which account it lives in. */
export function documentAt(
  type: ArnDocumentType,
  arn: string,
  account = accountOf(arn) ?? '',
): DocumentReference {
  return { type, account, arn };
}

/** A policy of a role: its own, or a managed one that may be others', too. */
export function policyOf(
  roleArn: string,
  { name, arn }: Pick<RolePolicy, 'name' | 'arn'>,
): DocumentReference {
  const account = accountOf(roleArn) ?? '';
  return arn
    ? { type: 'managed policy', account, roleArn, name, arn }
    : { type: 'inline policy', account, roleArn, name };
}

/** What bounds a role. */
export function boundaryOf(
  roleArn: string,
  boundary?: Pick<RolePolicy, 'name' | 'arn'>,
): DocumentReference {
  return {
    type: 'permissions boundary',
    account: accountOf(roleArn) ?? '',
    roleArn,
    ...(boundary && { name: boundary.name }),
    ...(boundary?.arn && { arn: boundary.arn }),
  };
}

/** The role that a document is part of. */
export function roleOf(document: DocumentReference): string | undefined {
  if ('roleArn' in document) {
    return document.roleArn;
  }
  return 'arn' in document ? document.arn : undefined;
}
