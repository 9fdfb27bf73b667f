import { createHash } from 'node:crypto';

/**
 * Stands for an id that AWS will choose. It has the form of a UUID, is the same
 * for the same resource, and begins with zeros so that it is not taken for one
 * that exists.
 */
export function predictedId(...path: string[]): string {
  const hash = createHash('sha256').update(path.join('\n')).digest('hex');
  return [
    '00000000',
    hash.slice(0, 4),
    hash.slice(4, 8),
    hash.slice(8, 12),
    hash.slice(12, 24),
  ].join('-');
}
