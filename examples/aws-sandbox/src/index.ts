/**
 * A loopback AWS to try and test cross-account pipelines without an account.
 *
 * @packageDocumentation
 */
export type { Sandbox, SandboxCredentials } from './Sandbox';
export { startSandbox } from './startSandbox';
export { type Fault, FaultProxy, type PassingCall } from './faults/FaultProxy';
export { PostgresServer } from './faults/PostgresServer';
