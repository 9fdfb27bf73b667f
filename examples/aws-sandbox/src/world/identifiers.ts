import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * A random text of capital letters and digits, as AWS's ids are made of.
 */
export function randomLetters(length: number): string {
  return [...randomBytes(length)]
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('');
}

/**
 * A unique id of IAM, e.g. `AROA…` for a role.
 * See `IAM/latest/UserGuide/reference_identifiers`.
 */
export function uniqueId(prefix: 'AIDA' | 'AIPA' | 'ANPA' | 'AROA'): string {
  return `${prefix}${randomLetters(17)}`;
}

/**
 * An access key id: `AKIA…` for good, `ASIA…` for a session.
 */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return `${prefix}${randomLetters(16)}`;
}

/**
 * A secret that nobody can guess.
 */
export function newSecret(): string {
  return randomBytes(30).toString('base64');
}
