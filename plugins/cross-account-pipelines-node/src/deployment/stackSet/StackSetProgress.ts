import type { StackSetOperationResultSummary } from '@aws-sdk/client-cloudformation';
import type { StackEventDetail } from '../DeploymentEvent';
import type { CloudFormationStack } from '../stack/CloudFormationStack';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';
import type { FeedEvent } from '../stack/StackEventFeed';

const stackSetType = 'AWS::CloudFormation::StackSet';

/** What became of a StackSet in one account and Region, by its last operation. */
type Result = StackSetOperationResultSummary;

/**
 * Tells account by account how far the StackSets of a stack are. CloudFormation's
 * own events speak of the StackSet as a whole.
 *
 * What cannot be read is not told: how the stack ends is known without.
 */
export class StackSetProgress {
  private readonly ids = new Set<string>();
  /** When the operation on the stack began. */
  private since?: Date;
  /** By operation, then by account and Region. */
  private readonly told = new Map<string, Map<string, Result>>();

  constructor(
    private readonly options: {
      stack: CloudFormationStack;
      onEvent?: (event: StackEventDetail) => void;
    },
  ) {}

  /** What failed, a line for each account and Region. */
  get failures(): string[] {
    const lines = [...this.told.values()]
      .flatMap(results => [...results.values()])
      .filter(({ Status }) => Status === 'FAILED')
      .map(
        ({ Account, Region, StatusReason }) =>
          `account ${Account}, ${Region}: ${StatusReason ?? 'no reason given'}`,
      );
    return [...new Set(lines)];
  }

  /** Another event of the stack: it may be that a StackSet is worked on. */
  add(event: FeedEvent): void {
    const { ResourceType, PhysicalResourceId, Timestamp, nestedStack } = event;
    this.since ??= Timestamp;
    if (ResourceType === stackSetType && PhysicalResourceId && !nestedStack) {
      this.ids.add(PhysicalResourceId);
    }
  }

  async look(): Promise<void> {
    const { stack } = this.options;
    for (const id of this.ids) {
      try {
        const operations = await stack.stackSetOperations(id);
        for (const { OperationId, CreationTimestamp } of operations) {
          if (this.since && CreationTimestamp! >= this.since) {
            this.tell(
              id,
              OperationId!,
              await stack.stackSetResults(id, OperationId!),
            );
          }
        }
      } catch (error) {
        if (error instanceof StoppedWaitingError) {
          throw error;
        }
        this.ids.delete(id);
      }
    }
  }

  private tell(id: string, operation: string, results: Result[]): void {
    const known = this.told.get(operation) ?? new Map<string, Result>();
    this.told.set(operation, known);
    for (const result of results) {
      const { Account, Region, Status, StatusReason } = result;
      const place = `${Account} ${Region}`;
      if (known.get(place)?.Status !== Status) {
        known.set(place, result);
        this.options.onEvent?.({
          type: 'instance-changed',
          stackSet: id.split(':')[0],
          instance: { account: Account!, region: Region! },
          status: Status!,
          ...(StatusReason && { reason: StatusReason }),
          done: [...known.values()].filter(each => each.Status === 'SUCCEEDED')
            .length,
          total: results.length,
        });
      }
    }
  }
}
