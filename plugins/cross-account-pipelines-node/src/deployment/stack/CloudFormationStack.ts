import {
  CancelUpdateStackCommand,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListStackSetOperationsCommand,
  paginateDescribeStackEvents,
  paginateDescribeStackResourceDrifts,
  paginateListStackResources,
  paginateListStackSetOperationResults,
  type CallAs,
  type CreateChangeSetCommandInput,
  type DescribeChangeSetCommandOutput,
  type DescribeStackDriftDetectionStatusCommandOutput,
  type Stack,
  type StackEvent,
  type StackResourceDrift,
  type StackResourceSummary,
  type StackSetOperationResultSummary,
  type StackSetOperationSummary,
} from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import { toReadableError, type AwsAccountClients } from '../../aws';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import { LockLostError } from '../LockLostError';
import { StoppedWaitingError } from './StoppedWaitingError';

type SendOptions = { abortSignal?: AbortSignal };

/**
 * What CloudFormation says of one stack, and what it is told to do with it.
 * Errors name the call and the place. Reading ends when the signal is aborted;
 * writing does not, so that what was done is always known.
 */
export class CloudFormationStack {
  readonly place: StackPlace;
  private readonly clients: AwsAccountClients;
  private readonly signal?: AbortSignal;
  /** Whether nothing may be written whatever happens. */
  private readonly isFenced: () => boolean;

  constructor(options: {
    clients: AwsAccountClients;
    stackName: string;
    signal?: AbortSignal;
    isFenced?: () => boolean;
  }) {
    const { signal } = options;
    this.clients = options.clients;
    this.signal = signal;
    this.isFenced =
      options.isFenced ?? (() => signal?.reason instanceof LockLostError);
    this.place = {
      account: options.clients.account,
      region: options.clients.region,
      stackName: options.stackName,
    };
  }

  /**
   * For what has to be done although the signal is aborted. Where it is because
   * the lock of the pipeline is lost, the stack is another run's.
   */
  withoutSignal(): CloudFormationStack {
    const { clients, place, isFenced } = this;
    const { stackName } = place;
    return new CloudFormationStack({ clients, stackName, isFenced });
  }

  /** Undefined when no such stack exists. A deleted one is found by id only. */
  async describe(stackId?: string): Promise<Stack | undefined> {
    const input = { StackName: stackId ?? this.place.stackName };
    try {
      const { Stacks } = await this.read('DescribeStacks', options =>
        this.cloudFormation.send(new DescribeStacksCommand(input), options),
      );
      return Stacks?.[0];
    } catch (error) {
      return ignore(error, 'NotFoundError');
    }
  }

  /** The template as it was given; undefined where there is none yet. */
  async template(): Promise<string | undefined> {
    const { TemplateBody } = await this.read('GetTemplate', options =>
      this.cloudFormation.send(
        new GetTemplateCommand({
          StackName: this.place.stackName,
          TemplateStage: 'Original',
        }),
        options,
      ),
    );
    return TemplateBody;
  }

  async resources(): Promise<StackResourceSummary[]> {
    const resources: StackResourceSummary[] = [];
    const pages = paginateListStackResources(
      { client: this.cloudFormation },
      { StackName: this.place.stackName },
      { abortSignal: this.signal },
    );
    for (;;) {
      const page = await this.read('ListStackResources', () => pages.next());
      if (page.done) {
        return resources;
      }
      resources.push(...(page.value.StackResourceSummaries ?? []));
    }
  }

  /** Newest first; pages are read as far as they are asked for. */
  async *events(stackId: string): AsyncGenerator<StackEvent> {
    const pages = paginateDescribeStackEvents(
      { client: this.cloudFormation },
      { StackName: stackId },
      { abortSignal: this.signal },
    );
    for (;;) {
      const page = await this.read('DescribeStackEvents', () => pages.next());
      if (page.done) {
        return;
      }
      yield* page.value.StackEvents ?? [];
    }
  }

  /** What was done to a StackSet that the stack has, the oldest first. */
  async stackSetOperations(
    stackSetName: string,
    callAs: CallAs,
  ): Promise<StackSetOperationSummary[]> {
    const { Summaries = [] } = await this.read(
      'ListStackSetOperations',
      options =>
        this.cloudFormation.send(
          new ListStackSetOperationsCommand({
            StackSetName: stackSetName,
            CallAs: callAs,
          }),
          options,
        ),
    );
    return Summaries.toSorted(
      (one, other) =>
        one.CreationTimestamp!.getTime() - other.CreationTimestamp!.getTime(),
    );
  }

  /** What became of an operation in each account and Region. */
  async stackSetResults(
    StackSetName: string,
    OperationId: string,
    CallAs: CallAs,
  ): Promise<StackSetOperationResultSummary[]> {
    const results: StackSetOperationResultSummary[] = [];
    const pages = paginateListStackSetOperationResults(
      { client: this.cloudFormation },
      { StackSetName, OperationId, CallAs },
      { abortSignal: this.signal },
    );
    for (;;) {
      const page = await this.read('ListStackSetOperationResults', () =>
        pages.next(),
      );
      if (page.done) {
        return results;
      }
      results.push(...(page.value.Summaries ?? []));
    }
  }

  /** @throws ConflictError when there is a change set of this name */
  async createChangeSet(
    input: Omit<CreateChangeSetCommandInput, 'StackName'>,
  ): Promise<void> {
    await this.write('CreateChangeSet', () =>
      this.cloudFormation.send(
        new CreateChangeSetCommand({
          StackName: this.place.stackName,
          ...input,
        }),
      ),
    );
  }

  /** With all its changes; undefined when there is no such change set. */
  async describeChangeSet(
    name: string,
  ): Promise<DescribeChangeSetCommandOutput | undefined> {
    try {
      const first = await this.changeSetPage(name);
      const changes = first.Changes ?? [];
      for (let next = first.NextToken; next; ) {
        const page = await this.changeSetPage(name, next);
        changes.push(...(page.Changes ?? []));
        next = page.NextToken;
      }
      return { ...first, Changes: changes, NextToken: undefined };
    } catch (error) {
      return ignore(error, 'NotFoundError');
    }
  }

  /** Why CloudFormation's own validation refused a change set. */
  async validationFailures(changeSetId: string): Promise<string[]> {
    const { OperationEvents } = await this.read('DescribeEvents', options =>
      this.cloudFormation.send(
        new DescribeEventsCommand({
          ChangeSetName: changeSetId,
          Filters: { FailedEvents: true },
        }),
        options,
      ),
    );
    return (OperationEvents ?? []).flatMap(event =>
      event.ValidationStatusReason
        ? [`${event.LogicalResourceId}: ${event.ValidationStatusReason}`]
        : [],
    );
  }

  async executeChangeSet(name: string, token: string): Promise<void> {
    await this.write('ExecuteChangeSet', () =>
      this.cloudFormation.send(
        new ExecuteChangeSetCommand({
          StackName: this.place.stackName,
          ChangeSetName: name,
          ClientRequestToken: token,
        }),
      ),
    );
  }

  async deleteChangeSet(name: string): Promise<void> {
    await this.write('DeleteChangeSet', () =>
      this.cloudFormation.send(
        new DeleteChangeSetCommand({
          StackName: this.place.stackName,
          ChangeSetName: name,
        }),
      ),
    );
  }

  /**
   * Has CloudFormation compare the stack with what there is. That changes
   * nothing but what CloudFormation knows.
   *
   * @returns the id of the detection
   */
  async detectDrift(): Promise<string> {
    const { StackDriftDetectionId } = await this.read(
      'DetectStackDrift',
      options =>
        this.cloudFormation.send(
          new DetectStackDriftCommand({ StackName: this.place.stackName }),
          options,
        ),
    );
    return StackDriftDetectionId!;
  }

  async driftDetection(
    id: string,
  ): Promise<DescribeStackDriftDetectionStatusCommandOutput> {
    return this.read('DescribeStackDriftDetectionStatus', options =>
      this.cloudFormation.send(
        new DescribeStackDriftDetectionStatusCommand({
          StackDriftDetectionId: id,
        }),
        options,
      ),
    );
  }

  /** What the last detection found of each resource that it compared. */
  async resourceDrifts(): Promise<StackResourceDrift[]> {
    const drifts: StackResourceDrift[] = [];
    const pages = paginateDescribeStackResourceDrifts(
      { client: this.cloudFormation },
      { StackName: this.place.stackName },
      { abortSignal: this.signal },
    );
    for (;;) {
      const page = await this.read('DescribeStackResourceDrifts', () =>
        pages.next(),
      );
      if (page.done) {
        return drifts;
      }
      drifts.push(...(page.value.StackResourceDrifts ?? []));
    }
  }

  /** An update goes back to what was there; nothing else can be cancelled. */
  async cancelUpdate(stackId: string): Promise<void> {
    await this.write('CancelUpdateStack', () =>
      this.cloudFormation.send(
        new CancelUpdateStackCommand({ StackName: stackId }),
      ),
    );
  }

  async delete(stackId: string): Promise<void> {
    await this.write('DeleteStack', () =>
      this.cloudFormation.send(new DeleteStackCommand({ StackName: stackId })),
    );
  }

  private get cloudFormation() {
    return this.clients.cloudFormation;
  }

  private changeSetPage(name: string, NextToken?: string) {
    return this.read('DescribeChangeSet', options =>
      this.cloudFormation.send(
        new DescribeChangeSetCommand({
          StackName: this.place.stackName,
          ChangeSetName: name,
          NextToken,
        }),
        options,
      ),
    );
  }

  private async read<T>(
    operation: string,
    send: (options: SendOptions) => Promise<T>,
  ): Promise<T> {
    try {
      return await send({ abortSignal: this.signal });
    } catch (error) {
      throw this.readable(error, operation);
    }
  }

  private async write(
    operation: string,
    send: () => Promise<unknown>,
  ): Promise<void> {
    if (this.signal?.aborted || this.isFenced()) {
      throw new StoppedWaitingError({ underWay: [] });
    }
    try {
      await send();
    } catch (error) {
      throw this.readable(error, operation);
    }
  }

  private readable(error: unknown, operation: string): Error {
    if (this.signal?.aborted) {
      return new StoppedWaitingError({ underWay: [] });
    }
    return toReadableError(error, {
      operation: `cloudformation:${operation}`,
      account: this.place.account,
      region: this.place.region,
    });
  }
}

function ignore(error: unknown, name: string): undefined {
  if (isError(error) && error.name === name) {
    return undefined;
  }
  throw error;
}
