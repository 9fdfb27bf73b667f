export * from './FindingPolicy';
export * from './applyRemedy';
export * from './assessPipeline';
