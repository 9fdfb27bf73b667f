export * from './validateTemplate';
