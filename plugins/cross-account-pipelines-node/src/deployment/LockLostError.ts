import { CustomErrorBase } from '@backstage/errors';

/**
 * This run may no longer write: another one has taken its lock, or AWS did not
 * let it be renewed for so long that another one may have. Nothing is taken
 * back then, for it may be the other's by now.
 *
 * @public
 */
export class LockLostError extends CustomErrorBase {
  readonly name = 'LockLostError';
}
