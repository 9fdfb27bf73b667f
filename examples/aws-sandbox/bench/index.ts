/**
 * What benches of other packages need of the sandbox.
 *
 * @packageDocumentation
 */
export { BenchSandbox } from './BenchSandbox';
export { fleetSpec, manyAccounts } from './fleetSpec';
