export * from './Estate';
