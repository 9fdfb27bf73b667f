import type { SpecPath } from '../../pipeline/vocabulary/SpecProblem';

/**
 * Roles that the suite makes in a target account.
 *
 * @alpha
 */
export type TargetRolePurpose =
  | 'action'
  | 'deploy'
  | 'test'
  | 'instance'
  | 'codedeploy'
  | 'event';

/**
 * Where something of a spec is done.
 *
 * @alpha
 */
export interface TargetPlace {
  partition: string;
  account: string;
  region: string;
  /** The name of the pipeline. */
  pipeline: string;
  /** The artifact that targets work on. */
  artifact: string;
}

/**
 * A setting of an action's configuration: a value, a parameter of the pipeline's
 * template, or the role that CloudFormation works with in the target.
 */
export type Setting =
  | string
  | number
  | { ref: 'ChangeSetName' }
  | { role: 'deploy' };

/**
 * An action that a target makes.
 *
 * @alpha
 */
export interface TargetAction {
  /** What its name ends in. */
  suffix: 'deploy' | 'prepare' | 'delete' | 'test' | 'run';
  /** It reads no artifact. */
  readsNothing?: boolean;
  /** It reads what the source gave, where that may go to other accounts. */
  readsSource?: boolean;
  /** It puts out an artifact, with these files of it. */
  files?: string[];
  /** The action's configuration, in CodePipeline's words; undefined is left out. */
  settings: Record<string, Setting | undefined>;
  /** What stands beside the configuration, in CloudFormation's words. */
  fields?: Record<string, unknown>;
}

/**
 * What a target of a spec can ask a provider to do.
 */
export interface TargetKind<D> {
  /** What the pipeline's definition calls it. */
  category: string;
  provider: string;
  /** Only pipelines of type V2 have it. */
  needsV2?: boolean;
  /** What people would call the thing that is worked on. */
  thing(deploy: D): string;
  /** What no other action may write at the same time, and the field that names it. */
  writes?(deploy: D): { field: string; name: string };
  /** ARNs that have to be of the target account, with their fields. */
  arns?(deploy: D): Array<[arn: string | undefined, path: SpecPath]>;
  /** What is used and not made: ARNs. */
  uses?(deploy: D, place: TargetPlace): string[];
  /** Other places that it makes something in. */
  instances?(deploy: D): Array<{
    account: string;
    region: string;
    path: SpecPath;
    regionPath: SpecPath;
  }>;
  /**
   * The actions that it takes, in their order.
   *
   * @param alike - everything of this kind in the same account and Region
   */
  actions(deploy: D, place: TargetPlace, alike: D[]): TargetAction[];
  /** Whether the action role reads the artifact itself. Default true. */
  actionReads?: boolean;
  /** Whether the action role writes an artifact. */
  actionWrites?(deploy: D): boolean;
  /** Roles beside the action role that read the artifact: ours, or those there. */
  readers?(deploy: D): Array<TargetRolePurpose | { arn: string }>;
  /** Roles that the target's stack makes for it. */
  roles?(deploy: D): TargetRolePurpose[];
  /** Names of what it makes beside roles, if anything. */
  makes?(deploy: D): string[];
  /**
   * What `target-account.yaml` can name, from everything of this kind in one
   * account and Region, by the name of the variable.
   */
  context(deploys: D[], place: TargetPlace): Record<string, unknown>;
}

/** The distinct ones, by what `keyOf` says. */
export function uniqueBy<T>(values: T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map(value => [keyOf(value), value])).values()];
}

export function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
