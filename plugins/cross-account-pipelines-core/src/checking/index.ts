export * from './AwsReference';
export * from './CheckFinding';
export * from './FindingPolicy';
export * from './blockingFindings';
export * from './checkStacks';
export * from './findingsOfReport';
export * from './formatFinding';
export { nameKeys, type KeyNames } from './nameKeys';
export { counted } from './counted';
