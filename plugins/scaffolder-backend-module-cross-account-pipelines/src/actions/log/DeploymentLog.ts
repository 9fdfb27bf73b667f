import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type DeploymentEvent,
  DeploymentProgress,
  formatDeploymentEvent,
} from 'backstage-plugin-cross-account-pipelines-node';
import { StepLog } from './StepLog';

/** What a step tells while it works on stacks. */
export class DeploymentLog extends StepLog {
  readonly #accounts: ConfiguredAccount[];
  readonly #progress: DeploymentProgress;

  constructor(
    ctx: ConstructorParameters<typeof StepLog>[0],
    options: ConstructorParameters<typeof StepLog>[1] & {
      accounts: ConfiguredAccount[];
    },
  ) {
    super(ctx, options);
    this.#accounts = options.accounts;
    this.#progress = new DeploymentProgress(options.accounts);
  }

  add(event: DeploymentEvent): void {
    this.note(formatDeploymentEvent(event, this.#accounts));
    this.say(this.#progress.add(event));
  }
}
