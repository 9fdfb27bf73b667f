export * from './Estate';
export * from './estateFromTemplates';
export { parsePolicyText } from './parsePolicyText';
export { emptyAccount } from './emptyAccount';
