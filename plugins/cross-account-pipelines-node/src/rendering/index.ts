export * from './PipelineTemplates';
export * from './PipelineTooLargeError';
export * from './PlanCheck';
export * from './RenderedPipeline';
export * from './checkRendered';
export * from './formatPlan';
export * from './readTemplateFolder';
export * from './renderPipeline';
