import type { Arn } from './parseArn';

/**
 * A key as an ARN, whichever way it is named. KMS looks for an id or an alias
 * among the keys of one account and Region, for an ARN in those that it names.
 *
 * See `kms/latest/developerguide/find-cmk-id-arn`.
 */
export function toKeyArn(
  named: string,
  { partition, region, account }: Pick<Arn, 'partition' | 'region' | 'account'>,
): string {
  if (named.startsWith('arn:')) {
    return named;
  }
  const resource = named.startsWith('alias/') ? named : `key/${named}`;
  return `arn:${partition}:kms:${region}:${account}:${resource}`;
}
