export * from './Estate';
export * from './estateFromTemplates';
