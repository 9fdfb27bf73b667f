import { InputError } from '@backstage/errors';

/**
 * Checks an account id that somebody configured.
 *
 * @throws InputError that names the key
 */
export function readAccountId(value: unknown, key: string): string {
  if (typeof value === 'number') {
    throw new InputError(
      `${key} is the number ${value}: put the account id in quotes, '${String(
        value,
      ).padStart(
        12,
        '0',
      )}'. YAML reads twelve bare digits as a number, and a leading zero goes`,
    );
  }
  if (typeof value !== 'string' || !/^\d{12}$/.test(value)) {
    throw new InputError(
      `${key} has to be an AWS account id, twelve digits in quotes; it is ${JSON.stringify(
        value,
      )}`,
    );
  }
  return value;
}
