import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  paginateListChangeSets,
  type ChangeSetSummary,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import {
  ConflictError,
  isError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import {
  describePlace,
  pipelineNames,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { toReadableError, type AwsAccountClients } from '../aws';
import { CloudFormationStack } from './stack/CloudFormationStack';
import { Pace, type PaceOptions } from './stack/Pace';
import { StoppedWaitingError } from './stack/StoppedWaitingError';

/**
 * What is done to a whole pipeline.
 *
 * @public
 */
export type PipelineWork = 'deploy' | 'remove' | 'repair' | 'change' | 'attach';

/**
 * Who works on a pipeline.
 *
 * @public
 */
export interface LockHolder {
  /** Equal where the same run is taken up again. */
  run: string;
  does: PipelineWork;
  /** Entity ref of the user who asked, or who the machine says it is. */
  by?: string;
  /** Name of the machine. */
  host: string;
}

/** What is written into a lock. */
export interface LockRecord extends LockHolder {
  /** Differs from lock to lock. */
  nonce: string;
  /** Milliseconds without a sign of life after which the holder is gone. */
  lease: number;
}

/** A lock as it is in AWS. */
export interface HeldLock {
  /** Of this very lock: one that is made later has another. */
  stackId: string;
  record: LockRecord;
  since: Date;
  /** Differs after each sign of life. */
  signs: string;
}

const lockName = 'backstage-lock';

/** CloudFormation wants something to propose; it is never made. */
const template = JSON.stringify({
  Description: 'Only a lock: it is never deployed, and goes with the run',
  Resources: { Lock: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
});

/**
 * Lets one run at a time work on a pipeline, wherever it is started: portal,
 * replica, command line, another portal.
 *
 * The lock is a change set that nobody executes, for a stack that never comes
 * to be, beside the pipeline. CloudFormation takes a name once, so of two who
 * come at once one gets it. Who holds it makes further change sets as signs of
 * life. It goes with its stack, which is deleted by its id: nobody can take away
 * a lock that was made after the one that he saw.
 *
 * See `AWSCloudFormation/latest/APIReference/API_CreateChangeSet`.
 */
export class PipelineLock {
  readonly place: StackPlace;
  private readonly clients: AwsAccountClients;
  private readonly stack: CloudFormationStack;
  private readonly tags: Record<string, string>;
  private readonly pace?: PaceOptions;
  private readonly signal?: AbortSignal;

  constructor(options: {
    /** Of the pipeline's account and Region, to deploy with. */
    clients: AwsAccountClients;
    /** Name of the pipeline. */
    name: string;
    /** As the pipeline's own stack has them; an account may ask for some. */
    tags?: Record<string, string>;
    pace?: PaceOptions;
    signal?: AbortSignal;
  }) {
    const { clients, name, signal } = options;
    const stackName = pipelineNames({
      name,
      account: clients.account,
      region: clients.region,
    }).lockStack;
    this.clients = clients;
    this.stack = new CloudFormationStack({ clients, stackName, signal });
    this.place = this.stack.place;
    this.tags = options.tags ?? {};
    this.pace = options.pace;
    this.signal = signal;
  }

  /** Undefined when nobody holds it. */
  async read(): Promise<HeldLock | undefined> {
    const changeSets = await this.changeSets(this.place.stackName);
    const lock = changeSets.find(
      ({ ChangeSetName }) => ChangeSetName === lockName,
    );
    return (
      lock && {
        stackId: lock.StackId!,
        record: readRecord(lock),
        since: lock.CreationTime!,
        signs: changeSets
          .map(({ ChangeSetId }) => ChangeSetId!)
          .sort()
          .join(' '),
      }
    );
  }

  /**
   * @returns id of the stack; undefined when somebody else holds it
   * @throws ConflictError when the stack's name is taken by a real one
   */
  async take(record: LockRecord): Promise<string | undefined> {
    try {
      return await this.propose(lockName, record, this.signal);
    } catch (error) {
      if (isError(error) && error.name === 'ConflictError') {
        const held = await this.read();
        return held?.record.nonce === record.nonce ? held.stackId : undefined;
      }
      const status = (await this.stack.describe())?.StackStatus;
      if (status === undefined || status === 'REVIEW_IN_PROGRESS') {
        throw error;
      }
      if (status === 'DELETE_IN_PROGRESS') {
        return undefined;
      }
      throw new ConflictError(
        `The ${describePlace(
          this.place,
        )} is ${status}, but a stack of that name is what locks a pipeline: delete that one, or choose another name for the pipeline`,
      );
    }
  }

  /**
   * Gives a sign of life.
   *
   * @returns whether the lock is still the same
   */
  async renew(
    stackId: string,
    record: LockRecord,
    number: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const own = (await this.changeSets(stackId, signal)).some(
      changeSet =>
        changeSet.ChangeSetName === lockName &&
        readRecord(changeSet).nonce === record.nonce,
    );
    if (!own) {
      return false;
    }
    const name = signName(number);
    const written = await this.propose(name, record, signal);
    await this.forget(
      written === stackId
        ? { StackName: stackId, ChangeSetName: signName(number - 1) }
        : { StackName: written, ChangeSetName: name },
      signal,
    );
    return written === stackId;
  }

  /** Frees the pipeline, whoever holds this lock, and waits until it is. */
  async remove(stackId: string): Promise<void> {
    const pace = new Pace(this.pace);
    const stack = this.stack.withoutSignal();
    for (;;) {
      const status = (await stack.describe(stackId))?.StackStatus;
      if (status === undefined || status === 'DELETE_COMPLETE') {
        return;
      }
      if (status === 'REVIEW_IN_PROGRESS') {
        await stack.delete(stackId);
      }
      await pace.pause({ news: false });
    }
  }

  private async changeSets(
    nameOrId: string,
    signal = this.signal,
  ): Promise<ChangeSetSummary[]> {
    return this.call('ListChangeSets', signal, async () => {
      const found: ChangeSetSummary[] = [];
      try {
        for await (const { Summaries } of paginateListChangeSets(
          { client: this.clients.cloudFormation },
          { StackName: nameOrId },
          { abortSignal: signal },
        )) {
          found.push(...(Summaries ?? []));
        }
      } catch (error) {
        const readable = this.readable(error, 'ListChangeSets');
        if (readable instanceof NotFoundError) {
          return [];
        }
        throw readable;
      }
      return found;
    });
  }

  private async propose(
    name: string,
    record: LockRecord,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    return this.call('CreateChangeSet', signal, async () => {
      const { StackId } = await this.clients.cloudFormation.send(
        new CreateChangeSetCommand({
          StackName: this.place.stackName,
          ChangeSetName: name,
          ClientToken: `${record.nonce}-${name}`,
          ChangeSetType: 'CREATE',
          Description: JSON.stringify(record),
          TemplateBody: template,
          Tags: Object.entries(this.tags).map(
            ([Key, Value]): Tag => ({ Key, Value }),
          ),
        }),
        { abortSignal: signal },
      );
      return StackId!;
    });
  }

  private async forget(
    changeSet: { StackName: string; ChangeSetName: string },
    signal: AbortSignal,
  ): Promise<void> {
    await this.clients.cloudFormation
      .send(new DeleteChangeSetCommand(changeSet), { abortSignal: signal })
      .catch(() => undefined);
  }

  private async call<T>(
    operation: string,
    signal: AbortSignal | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted && signal === this.signal) {
        throw new StoppedWaitingError({ underWay: [] });
      }
      throw this.readable(error, operation);
    }
  }

  private readable(error: unknown, operation: string): Error {
    const { account, region } = this.place;
    const readable = toReadableError(error, {
      operation: `cloudformation:${operation}`,
      account,
      region,
    });
    return readable instanceof NotAllowedError && readable !== error
      ? new NotAllowedError(
          `The pipeline cannot be locked against other runs. Let the role that the portal deploys with do what the statement LockPipelines of templates/portal-access lets it do: ${readable.message}`,
        )
      : readable;
  }
}

function signName(number: number): string {
  return `${lockName}-${number}`;
}

/** One that somebody has written over by hand is everybody's to take. */
function readRecord({ Description = '' }: ChangeSetSummary): LockRecord {
  const unreadable: LockRecord = {
    run: '',
    nonce: '',
    does: 'deploy',
    host: 'a machine that it does not name',
    lease: 0,
  };
  try {
    return { ...unreadable, ...JSON.parse(Description) };
  } catch {
    return unreadable;
  }
}
