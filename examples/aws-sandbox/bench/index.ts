/**
 * What benches of other packages need of the sandbox.
 *
 * @packageDocumentation
 */
export { BenchSandbox, type Readings } from './BenchSandbox';
export { fleetSpec, manyAccounts } from './fleetSpec';
