export * from './followRun';
export * from './formatRunEvent';
export * from './PipelineRuns';
export * from './readExecutions';
export * from './watchRun';
