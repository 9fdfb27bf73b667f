export * from './runCommandLine';
export type { Terminal } from './Terminal';
