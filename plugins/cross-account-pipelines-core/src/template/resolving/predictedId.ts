import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/**
 * Stands for an id that AWS will choose. It has the form of a UUID, is the same
 * for the same resource, and begins with zeros so that it is not taken for one
 * that exists.
 */
export function predictedId(...path: string[]): string {
  const hash = bytesToHex(sha256(path.join('\n')));
  return [
    '00000000',
    hash.slice(0, 4),
    hash.slice(4, 8),
    hash.slice(8, 12),
    hash.slice(12, 24),
  ].join('-');
}
