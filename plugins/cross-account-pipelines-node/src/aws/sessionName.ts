import { createHash } from 'node:crypto';

/** Characters; of `RoleSessionName` and `SourceIdentity` alike. */
const MAX_LENGTH = 64;

/** Who CloudTrail shows when no user asked, e.g. for a scheduled check. */
const NOBODY = 'backstage';

/**
 * An entity ref in the characters that STS takes for `RoleSessionName` and
 * `SourceIdentity`: `user:default/guest` becomes `user-default-guest`. A long
 * one is cut and ends in a digest, so that two users stay two.
 *
 * See `STS/latest/APIReference/API_AssumeRole`.
 *
 * @public
 */
export function sessionName(entityRef: string = NOBODY): string {
  const name = entityRef.replace(/[^\w+=,.@-]/g, '-').padEnd(2, '-');
  if (name.length <= MAX_LENGTH) {
    return name;
  }
  const digest = createHash('sha256').update(entityRef).digest('hex');
  return `${name.slice(0, MAX_LENGTH - 9)}-${digest.slice(0, 8)}`;
}
