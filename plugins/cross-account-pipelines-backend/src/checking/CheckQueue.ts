import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Pipelines of one account that are checked at the same time while others wait:
 * when it hangs, half of those who check go on with others.
 */
const FAIR_SHARE = 2;

/**
 * The pipelines of a run in the order in which they are due, except that those of
 * an account with enough checks under way let others go first.
 */
export class CheckQueue {
  readonly #waiting: string[];
  readonly #running = new Map<string, number>();

  /** @param pipelineArns - the one that is most due first */
  constructor(pipelineArns: string[]) {
    this.#waiting = [...pipelineArns];
  }

  /**
   * @returns nothing when none is left. Whoever takes one says when it is
   *   {@link CheckQueue.done}
   */
  take(): string | undefined {
    const index = this.#waiting.findIndex(
      arn => (this.#running.get(accountOf(arn)) ?? 0) < FAIR_SHARE,
    );
    const [arn] = this.#waiting.splice(Math.max(index, 0), 1);
    if (arn !== undefined) {
      this.#count(arn, 1);
    }
    return arn;
  }

  done(pipelineArn: string): void {
    this.#count(pipelineArn, -1);
  }

  #count(pipelineArn: string, by: number): void {
    const account = accountOf(pipelineArn);
    this.#running.set(account, (this.#running.get(account) ?? 0) + by);
  }
}

/** The account of a pipeline; the whole text where it is not an ARN. */
export function accountOf(pipelineArn: string): string {
  return parsePipelineArn(pipelineArn)?.account ?? pipelineArn;
}
