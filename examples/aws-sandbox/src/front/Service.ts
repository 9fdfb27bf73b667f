import type { Operation } from './Operation';
import type { Protocol } from './Protocol';

/**
 * One AWS service: how it is spoken to and what it can do.
 */
export interface Service {
  /** The service in the SigV4 credential scope, e.g. `cloudformation`. */
  signingName: string;
  protocol: Protocol;
  operations: Operation[];
  /** Largest request body, in bytes. */
  bodyLimit: number;
}
