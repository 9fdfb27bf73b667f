import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { CloudFormationStack } from './CloudFormationStack';

/** An event, with the name of the nested stack it comes from. */
export interface FeedEvent extends StackEvent {
  nestedStack?: string;
}

const operationStart = /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/;

/**
 * The events of one operation on a stack and on the stacks nested in it, each
 * once, oldest first.
 */
export class StackEventFeed {
  private readonly seen = new Set<string>();
  private readonly nested = new Map<string, StackEventFeed>();

  private constructor(
    private readonly stack: CloudFormationStack,
    private readonly stackId: string,
    private readonly begin: {
      /** The last event before. */
      after?: StackEvent;
      /** Nothing earlier belongs to the operation. */
      since?: Date;
      nestedStack?: string;
    },
  ) {
    if (begin.after) {
      this.seen.add(begin.after.EventId!);
    }
  }

  /** What happens from here on: for an operation about to be started. */
  static async fromNow(
    stack: CloudFormationStack,
    stackId: string,
  ): Promise<StackEventFeed> {
    const newest = await stack.events(stackId).next();
    return new StackEventFeed(stack, stackId, {
      after: newest.done ? undefined : newest.value,
    });
  }

  /** The operation under way, from its beginning. */
  static ofCurrentOperation(
    stack: CloudFormationStack,
    stackId: string,
  ): StackEventFeed {
    return new StackEventFeed(stack, stackId, {});
  }

  /** Events that came since the last time. */
  async next(): Promise<FeedEvent[]> {
    const fresh = await this.nextOwn();
    for (const event of fresh) {
      this.enterNested(event);
    }
    const nested = await Promise.all(
      [...this.nested.values()].map(feed => feed.next()),
    );
    return [...fresh, ...nested.flat()].sort(
      (one, other) => one.Timestamp!.getTime() - other.Timestamp!.getTime(),
    );
  }

  /** Whether an event is about the stack itself. */
  isOwn(event: StackEvent): boolean {
    return event.PhysicalResourceId === this.stackId;
  }

  private async nextOwn(): Promise<FeedEvent[]> {
    const fresh: FeedEvent[] = [];
    const toStart =
      this.seen.size === 0 && !this.begin.since && !this.begin.after;
    for await (const event of this.stack.events(this.stackId)) {
      const known =
        this.seen.has(event.EventId!) ||
        (this.begin.since && event.Timestamp! < this.begin.since);
      if (known) {
        break;
      }
      fresh.unshift({ ...event, nestedStack: this.begin.nestedStack });
      if (
        toStart &&
        this.isOwn(event) &&
        operationStart.test(event.ResourceStatus!)
      ) {
        break;
      }
    }
    fresh.forEach(event => this.seen.add(event.EventId!));
    return fresh;
  }

  private enterNested(event: StackEvent): void {
    const id = event.PhysicalResourceId;
    if (
      event.ResourceType === 'AWS::CloudFormation::Stack' &&
      id?.startsWith('arn:') &&
      id !== this.stackId &&
      !this.nested.has(id)
    ) {
      this.nested.set(
        id,
        new StackEventFeed(this.stack, id, {
          since: event.Timestamp,
          nestedStack: event.LogicalResourceId,
        }),
      );
    }
  }
}
