import type {
  ActionTypeId,
  ArtifactRevision,
  PipelineDeclaration,
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

export type StageStatus =
  | 'InProgress'
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
  startedAt: Date;
  changedAt: Date;
  trigger: { type: string; detail: string };
  stages: StageRun[];
  /** Every action that ran, in the order in which they began. */
  history: ActionRun[];
  revisions: ArtifactRevision[];
  artifacts: StoredArtifact[];
  /** Values by namespace. */
  variables: Record<string, Record<string, string>>;
  /** Resolved when it has ended, or ended once more after a retry. */
  settled: Promise<void>;
}
