export * from './assessPipeline';
