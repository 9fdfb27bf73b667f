import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import type { Call } from '../../world/Call';
import type { Pipeline } from '../CodePipelineState';
import type { ActionRun, Execution, StoredArtifact } from '../Execution';

/**
 * What an action works with.
 */
export interface ActionContext {
  pipeline: Pipeline;
  execution: Execution;
  action: ActionDeclaration;
  /** Where its progress is written down. */
  run: ActionRun;
  /** As the action role, or as the service role where there is none. */
  call: Call;
  /** With variables filled in. */
  configuration: Record<string, string>;
  inputs: StoredArtifact[];
  outputs: StoredArtifact[];
  /** Reads an input artifact. */
  read(artifact: string): Record<string, Uint8Array>;
  /** Writes an output artifact. */
  write(artifact: string, zip: Buffer): void;
}

/**
 * What one kind of action does.
 */
export interface ActionProvider {
  category: string;
  owner: string;
  provider: string;
  /**
   * @returns output variables
   * @throws ActionFailure, ServiceError
   */
  run(context: ActionContext): Promise<Record<string, string> | void>;
}
