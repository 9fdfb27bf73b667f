import { createHash } from 'node:crypto';

/** Characters; of `RoleSessionName` and `SourceIdentity` alike. */
const MAX_LENGTH = 64;

/** Who CloudTrail shows when no user asked, e.g. for a scheduled check. */
const NOBODY = 'backstage';

/** With nothing in kind or namespace that stands for a separator afterwards. */
const PLAIN = /^[a-z][a-z0-9]*:[\w.]+\/[\w.@-]+$/i;

/**
 * An entity ref in the characters that STS takes for `RoleSessionName` and
 * `SourceIdentity`: `user:default/guest` becomes `user-default-guest`. One that
 * cannot be told from another's that way, or is too long, ends in `=` and a
 * digest of the whole. No entity has that letter in its name: nobody can be
 * called as somebody else is shown.
 *
 * See `STS/latest/APIReference/API_AssumeRole`.
 *
 * @public
 */
export function sessionName(entityRef: string = NOBODY): string {
  const name = entityRef.replace(/[^\w.@-]/g, '-');
  const isPlain = entityRef === NOBODY || PLAIN.test(entityRef);
  if (isPlain && name.length <= MAX_LENGTH) {
    return name;
  }
  const digest = createHash('sha256').update(entityRef).digest('hex');
  const ending = `=${digest.slice(0, 16)}`;
  return `${name.slice(0, MAX_LENGTH - ending.length)}${ending}`;
}
