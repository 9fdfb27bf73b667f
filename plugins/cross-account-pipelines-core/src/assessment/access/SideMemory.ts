import type { EstateAccount } from '../../estate';

/** What of an account decides about its principals and resources. */
type Surroundings = Pick<
  EstateAccount,
  'guardrails' | 'organizationId' | 'organizationPath'
>;

/**
 * Remembers what was made of a role, a key or a bucket for as long as its
 * account's organization says the same about it.
 */
export class SideMemory<A extends object, T> {
  readonly #known = new Map<A, { around: Surroundings; value: T }>();

  get(owner: A, around: Surroundings = {}, make: () => T): T {
    const known = this.#known.get(owner);
    if (
      known &&
      known.around.guardrails === around.guardrails &&
      known.around.organizationId === around.organizationId &&
      known.around.organizationPath === around.organizationPath
    ) {
      return known.value;
    }
    const value = make();
    this.#known.set(owner, { around, value });
    return value;
  }
}
