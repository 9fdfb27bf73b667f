export * from './adviseOn';
export * from './Explanation';
export * from './explainError';
export * from './PipelineExecution';
export * from './weighByReport';
export { type CauseId, causes } from './causes/causes';
export { fillSentence } from './fillSentence';
