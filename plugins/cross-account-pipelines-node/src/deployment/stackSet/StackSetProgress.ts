import type {
  CallAs,
  StackSetOperationResultSummary,
} from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
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
  /** With how StackSets is asked for each: by default as for the account's own. */
  private readonly ids = new Map<string, CallAs>();
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
      this.ids.set(
        PhysicalResourceId,
        this.ids.get(PhysicalResourceId) ?? 'SELF',
      );
    }
  }

  async look(): Promise<void> {
    for (const id of this.ids.keys()) {
      try {
        await this.lookAt(id);
      } catch (error) {
        if (error instanceof StoppedWaitingError) {
          throw error;
        }
        this.ids.delete(id);
      }
    }
  }

  private async lookAt(id: string): Promise<void> {
    const { stack } = this.options;
    const callAs = this.ids.get(id)!;
    try {
      for (const operation of await stack.stackSetOperations(id, callAs)) {
        const { OperationId, CreationTimestamp } = operation;
        if (this.since && CreationTimestamp! >= this.since) {
          this.tell(
            id,
            OperationId!,
            await stack.stackSetResults(id, OperationId!, callAs),
          );
        }
      }
    } catch (error) {
      if (
        callAs === 'DELEGATED_ADMIN' ||
        !isError(error) ||
        !isMissing(error)
      ) {
        throw error;
      }
      // A delegated administrator finds its StackSets in no other way.
      this.ids.set(id, 'DELEGATED_ADMIN');
      await this.lookAt(id);
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

/** There is none of that name for who asks. */
function isMissing({ name }: Error): boolean {
  return name === 'NotFoundError';
}
