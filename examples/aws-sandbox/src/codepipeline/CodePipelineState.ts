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
  /** Definitions by version. */
  readonly versions = new Map<number, PipelineDeclaration>();
  /** Why nothing goes into a stage, by its name. */
  readonly disabledTransitions = new Map<
    string,
    { reason: string; by: string; at: Date }
  >();
  private readonly gates = new Map<string, StageGate>();
  private current!: PipelineDeclaration;

  constructor(
    place: { account: string; region: string },
    declaration: PipelineDeclaration,
    public tags: Record<string, string>,
  ) {
    this.name = declaration.name!;
    this.account = place.account;
    this.region = place.region;
    this.declaration = declaration;
  }

  /** With its version. */
  get declaration(): PipelineDeclaration {
    return this.current;
  }

  set declaration(declaration: PipelineDeclaration) {
    this.current = declaration;
    this.versions.set(declaration.version!, declaration);
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
