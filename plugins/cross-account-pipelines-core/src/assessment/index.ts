export * from './applyRemedy';
export * from './assessPipeline';
