import type { Sandbox } from '../Sandbox';

/** Milliseconds: thirty days. */
const AGE = 30 * 24 * 3_600_000;

/**
 * Lets roles and keys look as old as they would be: what is younger than a
 * minute may not work everywhere yet, and whoever judges it would have to wait.
 */
export function ageWorld({ world }: Sandbox): void {
  const createdAt = new Date(Date.now() - AGE);
  for (const account of world.accounts) {
    for (const role of account.iam.roles.values()) {
      role.set({ ...role.current, createdAt }, 0);
    }
    for (const region of account.usedRegions()) {
      for (const key of account.region(region).kms.keys.values()) {
        key.createdAt = createdAt;
      }
    }
  }
}
