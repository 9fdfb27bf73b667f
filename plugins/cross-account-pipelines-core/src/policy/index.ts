export type {
  AccessDecision,
  Decision,
  LayerDecision,
  PolicyLayer,
  StatementReference,
} from './decision/AccessDecision';
export type {
  AccessInput,
  AccessRequest,
  NamedPolicy,
  PolicySource,
} from './request/AccessRequest';
export { checkPolicy, findMisuse } from './use/checkPolicy';
export { CompiledPolicy } from './document/CompiledPolicy';
export { compilePolicy } from './document/compilePolicy';
export { wellKnownServices } from './services';
export { evaluateAccess } from './decision/evaluateAccess';
export { findPublicStatement } from './use/findPublicStatement';
export { isBoundByResourceControlPolicies } from './decision/isBoundByResourceControlPolicies';
export { compileWildcard } from './matching/compileWildcard';
export type { PolicyProblem } from './document/PolicyProblem';
export type { PolicyUse } from './use/PolicyUse';
export { unforeseen, unforeseenPart, unforeseenReason } from './unforeseen';
