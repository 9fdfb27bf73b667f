import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import { counted } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeploymentEvent } from '../DeploymentEvent';
import { formatDeploymentEvent } from './formatDeploymentEvent';
import { formatStackPlace } from './formatStackPlace';

/**
 * Tells what happens during a deployment in few words: a line per change of
 * state, with how many stacks of the phase are through. What each resource does
 * is for the full log.
 *
 * @public
 */
export class DeploymentProgress {
  private through = 0;
  private stacks = 0;

  /** @param accounts - what people call the accounts */
  constructor(private readonly accounts?: AccountSummary[]) {}

  /**
   * @returns a block of text, to be logged in one piece; nothing for what only
   * the full log tells
   */
  add(event: DeploymentEvent): string | undefined {
    switch (event.type) {
      case 'phase-started':
        this.through = 0;
        this.stacks = event.stacks;
        return formatDeploymentEvent(event, this.accounts);
      case 'resource-changed':
        return undefined;
      case 'changes-planned':
        return event.dryRun
          ? formatDeploymentEvent(event, this.accounts)
          : `${formatStackPlace(event, this.accounts)} changes ${counted(
              event.changes.length,
              'resource',
            )}`;
      case 'stack-finished':
      case 'stack-failed':
        this.through += 1;
        return `${formatDeploymentEvent(event, this.accounts)} (${
          this.through
        } of ${this.stacks})`;
      default:
        return formatDeploymentEvent(event, this.accounts);
    }
  }
}
