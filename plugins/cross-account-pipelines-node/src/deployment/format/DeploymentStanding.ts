import type {
  AccountSummary,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  placeKey,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeploymentEvent, DeploymentPhase } from '../DeploymentEvent';
import { formatStackPlace } from './formatStackPlace';
import { phaseNames } from './formatDeploymentEvent';
import { sayTime } from './sayTime';

/** Fewer resources than these say nothing of how long the rest takes. */
const ENOUGH = 3;

interface StackStanding extends StackPlace {
  /** How it ended; absent while it goes on. */
  ended?: string;
  startedAt?: number;
  done: number;
  total?: number;
  /** The last thing that happened to it. */
  last?: string;
}

/**
 * How far a deployment is: which phase, how many of its stacks are through, and
 * for each account what is done, what happened last and how long the rest may
 * take. For people who watch while a stack takes its time.
 *
 * @public
 */
export class DeploymentStanding {
  readonly #accounts?: AccountSummary[];
  readonly #now: () => number;
  #phase?: { name: DeploymentPhase; stacks: number };
  #stacks = new Map<string, StackStanding>();
  #isNew = false;

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

  add(event: DeploymentEvent): void {
    if (event.type === 'phase-started') {
      this.#phase = { name: event.phase, stacks: event.stacks };
      this.#stacks = new Map();
    } else if ('stackName' in event) {
      this.#addToStack(event);
    }
    this.#isNew = true;
  }

  #addToStack(event: DeploymentEvent & StackPlace): void {
    const key = placeKey(event);
    const { account, region, stackName } = event;
    const stack = this.#stacks.get(key) ?? {
      account,
      region,
      stackName,
      startedAt: this.#now(),
      done: 0,
    };
    this.#stacks.set(key, stack);
    switch (event.type) {
      case 'changes-planned':
        stack.total = event.changes.length;
        break;
      case 'resource-changed':
        stack.done = event.done;
        stack.total = event.total;
        stack.last = `last ${event.logicalId} ${event.status}`;
        break;
      case 'instance-changed':
        stack.last = `${event.done} of ${counted(event.total, 'stack')} of ${
          event.stackSet
        } through, last ${event.instance.account} ${event.instance.region} ${
          event.status
        }`;
        break;
      case 'stack-followed':
        stack.last = `is ${event.status}`;
        break;
      case 'stack-repeated':
        stack.last = 'waits until IAM knows a new role';
        break;
      case 'stack-finished':
        stack.ended = event.outcome;
        break;
      case 'stack-failed':
        stack.ended = 'FAILED';
        break;
      default:
    }
  }

  /**
   * A block of text for a log; nothing while there is no stack that goes on or
   * nothing has happened since it was asked for last.
   */
  describe(): string | undefined {
    const stacks = [...this.#stacks.values()];
    const running = stacks.filter(({ ended }) => ended === undefined);
    if (!this.#isNew || !this.#phase || running.length === 0) {
      return undefined;
    }
    this.#isNew = false;
    const through = stacks.length - running.length;
    const left = Math.max(...running.map(stack => this.#timeLeft(stack) ?? -1));
    const heading = [
      `${phaseNames[this.#phase.name]}: ${through} of ${counted(
        this.#phase.stacks,
        'stack',
      )} through`,
      ...(left >= 0 ? [`about ${sayTime(left)} left`] : []),
    ].join(', ');
    return [
      heading,
      ...running.map(
        stack =>
          `  ${formatStackPlace(stack, this.#accounts)} ${sayStack(stack)}`,
      ),
    ].join('\n');
  }

  /** In ms, as if the rest took as long as what is done; absent when too little is. */
  #timeLeft({ startedAt, done, total }: StackStanding): number | undefined {
    if (startedAt === undefined || total === undefined || done < ENOUGH) {
      return undefined;
    }
    const each = (this.#now() - startedAt) / done;
    return each * (total - done);
  }
}

function sayStack({ done, total, last }: StackStanding): string {
  const count =
    total === undefined
      ? counted(done, 'resource')
      : `${done} of ${counted(total, 'resource')}`;
  return [count, last].filter(Boolean).join(', ');
}
