import type {
  ActionTypeId,
  ArtifactRevision,
  PipelineDeclaration,
  RuleTypeId,
  SourceRevisionOverride,
} from '@aws-sdk/client-codepipeline';
import type { ArtifactPlace } from '../codebuild/PipelineJob';

export interface ActionError {
  /** E.g. `PermissionError`, `JobFailed`, `ConfigurationError`. */
  code: string;
  message: string;
}

/**
 * One time that an action ran.
 */
export interface ActionRun {
  id: string;
  stageName: string;
  actionName: string;
  actionTypeId: ActionTypeId;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Abandoned';
  startedAt: Date;
  changedAt: Date;
  summary?: string;
  /** What an approval must be answered with. */
  token?: string;
  /** Answers the approval. */
  answer?: (result: { approved: boolean; summary: string; by: string }) => void;
  /** Who answered. */
  updatedBy?: string;
  externalId?: string;
  externalUrl?: string;
  error?: ActionError;
  roleArn?: string;
  region: string;
  namespace?: string;
  configuration: Record<string, string>;
  resolvedConfiguration: Record<string, string>;
  inputs: ArtifactPlace[];
  outputs: ArtifactPlace[];
  variables?: Record<string, string>;
}

export type ConditionType = 'BEFORE_ENTRY' | 'ON_SUCCESS' | 'ON_FAILURE';

/**
 * One time that a rule of a condition was looked at.
 */
export interface RuleRun {
  id: string;
  stageName: string;
  ruleName: string;
  ruleTypeId: RuleTypeId;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  startedAt: Date;
  changedAt: Date;
  summary?: string;
  externalId?: string;
  error?: ActionError;
  roleArn?: string;
  region: string;
  configuration: Record<string, string>;
  resolvedConfiguration: Record<string, string>;
}

export interface ConditionRun {
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Overridden';
  changedAt: Date;
  summary?: string;
  rules: RuleRun[];
}

/** What became of the retries of a stage. */
export interface StageRetries {
  automatic: number;
  manual: number;
  trigger?: 'AutomatedStageRetry' | 'ManualStageRetry';
}

export type StageStatus =
  | 'InProgress'
  | 'Skipped'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped'
  | 'Stopping';

export interface StageRun {
  name: string;
  status: StageStatus;
  enteredAt: Date;
  /** The latest run of each action; a retry replaces them. */
  actions: ActionRun[];
  conditions: Partial<Record<ConditionType, ConditionRun[]>>;
  retries: StageRetries;
}

/** An artifact, and the Region that its bucket is in. */
export interface StoredArtifact extends ArtifactPlace {
  region: string;
}

/**
 * One execution of a pipeline.
 */
export interface Execution {
  id: string;
  /** As it was when the execution began. */
  declaration: PipelineDeclaration;
  status:
    | 'InProgress'
    | 'Succeeded'
    | 'Failed'
    | 'Superseded'
    | 'Stopping'
    | 'Stopped';
  /** Why it is as it is, where somebody would ask. */
  statusSummary?: string;
  type: 'STANDARD' | 'ROLLBACK';
  /** The execution that a rollback goes back to. */
  rollbackTarget?: string;
  startedAt: Date;
  changedAt: Date;
  trigger: { type: string; detail: string };
  /** Why somebody stopped it. */
  stopReason?: string;
  /** Aborted when actions are given up while they run. */
  abandoned: AbortController;
  /** What makes a repeated request the same request. */
  token?: string;
  /** Revisions to take instead of the latest, by source action. */
  sourceOverrides: Record<string, SourceRevisionOverride>;
  stages: StageRun[];
  /** Every action that ran, in the order in which they began. */
  history: ActionRun[];
  /** Every rule that ran. */
  ruleHistory: RuleRun[];
  revisions: ArtifactRevision[];
  artifacts: StoredArtifact[];
  /** Values by namespace. */
  variables: Record<string, Record<string, string>>;
  /** Resolved when it has ended, or ended once more after a retry. */
  settled: Promise<void>;
}
