export { buildContext, type BuildContext } from './build/codeBuild';
export type { CodeCommitSourceSpec } from './source/sourceCodeCommit';
export type { ReachedAccount } from './Provider';
export type { ChangeDetection, SourceKind } from './source/SourceKind';
export { sourceKindOf, type SourceSpec } from './source/sourceKinds';
export type {
  Setting,
  TargetAction,
  TargetKind,
  TargetPlace,
  TargetRolePurpose,
} from './deploy/TargetKind';
export { groupByKind, targetKindOf } from './deploy/targetKinds';
