import { beginExecution } from '../codepipeline/beginExecution';
import type { World } from '../world/World';
import { describeRun, RunSummary } from './describeWorld';
import { findPipeline } from './findPipeline';
import { BreakableHop, changesFor } from './hops';
import { HopSwitch } from './HopSwitch';

/**
 * A hop of a pipeline's link to an account.
 */
export interface HopReference {
  /** Name or ARN. */
  pipeline: string;
  /** Twelve digits. */
  account: string;
  hop: BreakableHop;
}

/**
 * What a person does to the sandbox from outside, not through AWS.
 */
export class SandboxControl {
  private readonly hops = new HopSwitch();
  private readonly references = new Map<string, HopReference>();

  constructor(readonly world: World) {}

  /** What is broken now, with the pipeline's ARN. */
  get brokenHops(): HopReference[] {
    return this.hops.broken.map(key => this.references.get(key)!);
  }

  /**
   * Breaks a hop by editing the policy that it needs.
   *
   * @throws Error when the pipeline has no such hop
   */
  breakHop(reference: HopReference): void {
    const { key, pipeline, account, hop } = this.resolve(reference);
    if (this.hops.broken.includes(key)) {
      return;
    }
    this.references.set(key, { pipeline: pipeline.arn, account, hop });
    this.hops.break(
      key,
      changesFor({ world: this.world, pipeline, account, hop }),
    );
  }

  /** Puts the policy back as it was. */
  mendHop(reference: HopReference): void {
    this.hops.mend(this.resolve(reference).key);
  }

  /**
   * Starts a run of a pipeline.
   *
   * @returns the id of the execution
   */
  startPipeline(nameOrArn: string): string {
    const pipeline = findPipeline(this.world, nameOrArn);
    return beginExecution(this.world, pipeline, {
      type: 'StartPipelineExecution',
      detail: `arn:aws:iam::${pipeline.account}:root`,
    }).id;
  }

  /**
   * Waits until the latest run of a pipeline has ended.
   *
   * @throws Error when it has never run
   */
  async waitForRun(nameOrArn: string): Promise<RunSummary> {
    const pipeline = findPipeline(this.world, nameOrArn);
    const execution = pipeline.latestExecution;
    if (!execution) {
      throw new Error(`${pipeline.name} has never run`);
    }
    await execution.settled;
    return describeRun(pipeline, execution);
  }

  /**
   * Answers every approval that a pipeline waits for.
   *
   * @returns how many there were
   */
  answerApprovals(nameOrArn: string, approved: boolean): number {
    const pipeline = findPipeline(this.world, nameOrArn);
    const answers = pipeline.executions
      .flatMap(({ history }) => history)
      .flatMap(({ answer }) => answer ?? []);
    answers.forEach(answer =>
      answer({
        approved,
        summary: 'Answered in the sandbox',
        by: `arn:aws:iam::${pipeline.account}:root`,
      }),
    );
    return answers.length;
  }

  private resolve({ pipeline: nameOrArn, account, hop }: HopReference) {
    const pipeline = findPipeline(this.world, nameOrArn);
    return { key: `${pipeline.arn} ${account} ${hop}`, pipeline, account, hop };
  }
}
