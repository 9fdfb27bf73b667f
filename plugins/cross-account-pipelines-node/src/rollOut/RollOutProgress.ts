import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import { counted } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { DeploymentProgress, sayTime } from '../deployment';
import { formatRollOutPlan, nameOf } from './formatRollOut';
import type { RollOutEvent } from './RollOutReport';

/**
 * Tells what happens during a roll-out in few words: a line per change of state,
 * how many pipelines are through, and how long the rest may take.
 *
 * @public
 */
export class RollOutProgress {
  readonly #accounts?: AccountSummary[];
  readonly #now: () => number;
  readonly #deployments = new Map<string, DeploymentProgress>();
  #total = 0;
  #through = 0;
  #begun = 0;

  /**
   * @param options - `accounts`: what people call the accounts; `now`: the
   *   clock, in ms
   */
  constructor(
    options: { accounts?: AccountSummary[]; now?: () => number } = {},
  ) {
    this.#accounts = options.accounts;
    this.#now = options.now ?? Date.now;
  }

  /** @returns a block of text; nothing for what only the full log tells */
  add(event: RollOutEvent): string | undefined {
    switch (event.type) {
      case 'roll-out-planned':
        this.#total = event.plan.waves.flat().length;
        this.#begun = this.#now();
        return formatRollOutPlan(event.plan, this.#accounts).join('\n');
      case 'current-checked':
        return `${counted(
          event.pipelines,
          'pipeline',
        )} that had this version already: looked at`;
      case 'wave-started':
        return `Wave ${event.wave} of ${event.waves}${
          event.isCanary ? ', the canary' : ''
        }: ${event.pipelineArns.map(nameOf).join(', ')}`;
      case 'pipeline-deploys': {
        const { pipelineArn } = event;
        const told =
          this.#deployments.get(pipelineArn) ??
          new DeploymentProgress(this.#accounts);
        this.#deployments.set(pipelineArn, told);
        // The plan of the whole has told it.
        const text =
          event.event.type === 'deployment-planned'
            ? undefined
            : told.add(event.event);
        return text && `${nameOf(pipelineArn)}: ${text}`;
      }
      case 'pipeline-finished': {
        const { pipelineArn, outcome, duration, error } = event;
        this.#deployments.delete(pipelineArn);
        this.#through += 1;
        const took = `${Math.round(duration / 1_000)} s`;
        return [
          `${nameOf(pipelineArn)} ${
            outcome === 'failed'
              ? `FAILED after ${took}`
              : `rolled out in ${took}`
          } (${this.#through} of ${this.#total}${this.#timeLeft()})`,
          ...(error === undefined ? [] : [error]),
        ].join(': ');
      }
      default:
        return undefined;
    }
  }

  /** As if the rest took as long as what is through. */
  #timeLeft(): string {
    const rest = this.#total - this.#through;
    return rest === 0
      ? ''
      : `, about ${sayTime(
          ((this.#now() - this.#begun) / this.#through) * rest,
        )} left`;
  }
}
