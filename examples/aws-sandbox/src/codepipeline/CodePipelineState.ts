import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import type { Execution } from './Execution';
import { StageGate } from './StageGate';

/** Executions of one pipeline; the oldest are forgotten. */
const MAX_EXECUTIONS = 50;

/**
 * A pipeline and what became of it.
 */
export class Pipeline {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt = new Date();
  updatedAt = this.createdAt;
  /** Oldest first. */
  executions: Execution[] = [];
  private readonly gates = new Map<string, StageGate>();

  constructor(
    place: { account: string; region: string },
    /** With its version. */
    public declaration: PipelineDeclaration,
    public tags: Record<string, string>,
  ) {
    this.name = declaration.name!;
    this.account = place.account;
    this.region = place.region;
  }

  get arn(): string {
    return `arn:aws:codepipeline:${this.region}:${this.account}:${this.name}`;
  }

  get latestExecution(): Execution | undefined {
    return this.executions.at(-1);
  }

  add(execution: Execution): void {
    this.executions = [...this.executions, execution].slice(-MAX_EXECUTIONS);
  }

  gate(stageName: string): StageGate {
    let gate = this.gates.get(stageName);
    if (!gate) {
      gate = new StageGate();
      this.gates.set(stageName, gate);
    }
    return gate;
  }
}

/**
 * An account's pipelines in one Region.
 */
export class CodePipelineState {
  /** By name. */
  readonly pipelines = new Map<string, Pipeline>();
}
