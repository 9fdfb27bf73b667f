export type {
  AccessDecision,
  Decision,
  LayerDecision,
  PolicyLayer,
  StatementReference,
} from './AccessDecision';
export type {
  AccessInput,
  AccessRequest,
  NamedPolicy,
  PolicySource,
} from './AccessRequest';
export { checkPolicy } from './checkPolicy';
export { CompiledPolicy } from './CompiledPolicy';
export { compilePolicy } from './compilePolicy';
export { evaluateAccess } from './evaluateAccess';
export { findPublicStatement } from './findPublicStatement';
export { isBoundByResourceControlPolicies } from './isBoundByResourceControlPolicies';
export { matchesWildcard } from './matchesWildcard';
export type { PolicyProblem } from './PolicyProblem';
export type { PolicyUse } from './PolicyUse';
export { similarName } from './similarName';
export { unforeseen, unforeseenPart, unforeseenReason } from './unforeseen';
