export * from './ListedThing';
export { addAwsPolicies } from './addAwsPolicies';
export { awsManagedPolicyName, deniesNothing } from './awsManagedPolicies';
export * from './Estate';
export * from './estateFromTemplates';
export { toRoleArn } from './toRoleArn';
export { parsePolicyText } from './parsePolicyText';
export { emptyAccount } from './emptyAccount';
