import type { EstateAccount } from './Estate';

/**
 * An account of which nothing is known.
 *
 * @public
 */
export function emptyAccount(id: string): EstateAccount {
  return {
    id,
    roles: {},
    keys: {},
    buckets: {},
    pipelines: {},
    missing: [],
    unread: [],
  };
}
