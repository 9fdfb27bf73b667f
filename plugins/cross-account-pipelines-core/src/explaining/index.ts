export * from './adviseOn';
export * from './Explanation';
export * from './explainError';
export * from './PipelineExecution';
export * from './weighByReport';
