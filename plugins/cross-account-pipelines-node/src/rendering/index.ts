export * from './PipelineTemplates';
export * from './RenderedPipeline';
export * from './readTemplateFolder';
export * from './renderPipeline';
