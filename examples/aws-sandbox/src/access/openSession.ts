import type { RoleRecord } from '../iam/IamState';
import type { Caller, Session } from '../world/Caller';
import type { Credential } from '../world/CredentialStore';
import { newAccessKeyId, newSecret } from '../world/identifiers';
import type { World } from '../world/World';
import { findCaller } from './findCaller';

/** A role's session: who acts, and the keys to act with over HTTP. */
export interface OpenSession {
  caller: Caller;
  credential: Credential & { temporary: NonNullable<Credential['temporary']> };
}

/**
 * Opens a session of a role. Whether the caller may is decided before.
 */
export function openSession(
  world: World,
  role: Pick<RoleRecord, 'arn' | 'id'>,
  options: {
    sessionName: string;
    /** Seconds. */
    duration: number;
    policies?: unknown[];
    tags?: Record<string, string>;
    sourceIdentity?: string;
  },
): OpenSession {
  const issuedAt = new Date();
  const session: Session = {
    name: options.sessionName,
    policies: options.policies ?? [],
    tags: options.tags ?? {},
    sourceIdentity: options.sourceIdentity,
    issuedAt,
  };
  const credential = {
    accessKeyId: newAccessKeyId('ASIA'),
    secretAccessKey: newSecret(),
    account: role.arn.split(':')[4],
    principalId: role.id,
    temporary: {
      sessionToken: newSecret(),
      expires: new Date(issuedAt.getTime() + options.duration * 1_000),
      session,
    },
  };
  world.credentials.add(credential);
  return { caller: findCaller(world, credential), credential };
}
