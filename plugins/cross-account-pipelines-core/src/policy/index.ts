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
export { isBoundByResourceControlPolicies } from './isBoundByResourceControlPolicies';
export type { PolicyProblem } from './PolicyProblem';
export { unforeseen, unforeseenPart, unforeseenReason } from './unforeseen';
