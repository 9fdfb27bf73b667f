import { Refusal } from '../front/ServiceError';
import type { Session } from './Caller';

/**
 * An access key and what it stands for.
 */
export interface Credential {
  accessKeyId: string;
  secretAccessKey: string;
  account: string;
  /** The user's or the role's unique id; the account's id for its root user. */
  principalId: string;
  /** Temporary credentials only. */
  temporary?: { sessionToken: string; expires: Date; session: Session };
}

/** Old temporary credentials make room for new ones. */
const MAX_TEMPORARY = 10_000;

/**
 * All access keys of the sandbox.
 */
export class CredentialStore {
  private readonly longLived = new Map<string, Credential>();
  private readonly temporary = new Map<string, Credential>();

  add(credential: Credential): void {
    if (!credential.temporary) {
      this.longLived.set(credential.accessKeyId, credential);
      return;
    }
    this.temporary.set(credential.accessKeyId, credential);
    if (this.temporary.size > MAX_TEMPORARY) {
      this.temporary.delete(this.temporary.keys().next().value!);
    }
  }

  /**
   * @throws Refusal for a key that nobody has, a wrong session token and
   * credentials that have expired
   */
  find(accessKeyId: string, sessionToken?: string): Credential {
    const found =
      this.longLived.get(accessKeyId) ?? this.temporary.get(accessKeyId);
    if (!found || found.temporary?.sessionToken !== sessionToken) {
      throw new Refusal(
        'UnknownAccessKey',
        'The security token included in the request is invalid.',
      );
    }
    if (found.temporary && found.temporary.expires <= new Date()) {
      throw new Refusal(
        'ExpiredToken',
        'The security token included in the request is expired',
      );
    }
    return found;
  }

  /** Whose account's a key is, whether it still works or not. */
  accountOf(accessKeyId: string): string | undefined {
    return (this.longLived.get(accessKeyId) ?? this.temporary.get(accessKeyId))
      ?.account;
  }

  /** Ends all sessions before their time. */
  expireSessions(): void {
    const now = new Date();
    for (const [key, credential] of this.temporary) {
      this.temporary.set(key, {
        ...credential,
        temporary: { ...credential.temporary!, expires: now },
      });
    }
  }

  accessKeysOf(principalId: string): Credential[] {
    return [...this.longLived.values()].filter(
      each => each.principalId === principalId,
    );
  }
}
