export { formatRollOut, formatRollOutPlan } from './formatRollOut';
export { listRecordedPipelines } from './listRecordedPipelines';
export { planRollOut } from './planRollOut';
export * from './rollOut';
export * from './RollOutPlan';
export * from './RollOutProgress';
export * from './RollOutReport';
export * from './RollOutScope';
