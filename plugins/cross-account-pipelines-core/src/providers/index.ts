export { buildContext, type BuildContext } from './build/codeBuild';
export type { CodeCommitSourceSpec } from './source/sourceCodeCommit';
export type { ReachedAccount } from './Provider';
export { sourceKindOf, type SourceSpec } from './source/sourceKinds';
export type {
  TargetAction,
  TargetPlace,
  TargetRolePurpose,
} from './deploy/TargetKind';
export { groupByKind, targetKindOf } from './deploy/targetKinds';
