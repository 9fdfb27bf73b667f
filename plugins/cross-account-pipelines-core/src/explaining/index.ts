export * from './Explanation';
export * from './explainError';
