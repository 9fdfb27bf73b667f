import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError } from '@backstage/errors';
import type { EstateLookUp } from 'backstage-plugin-cross-account-pipelines-core';
import { Correspondence } from './Correspondence';
import type { PlanningTask, TaskInput, TaskResult } from './planningTasks';
import type { TaskReply, TaskRequest } from './servePlanning';

interface Pending {
  resolve(result: any): void;
  reject(error: unknown): void;
  lookUp?: EstateLookUp;
  /** What the look-up failed with, which cannot cross over. */
  lookUpFailure?: unknown;
}

/** Milliseconds after which the thread is given back. */
const idleTime = 60_000;

/** What somebody wrote is wrong, not what we did with it. */
const faultsOfInput = new Set([
  'InputError',
  'PipelineSpecError',
  'PipelineTooLargeError',
  'TemplateError',
]);

/** It runs plain JavaScript, so that it starts alike from source and package. */
const workerFile = () =>
  join(
    dirname(
      require.resolve(
        'backstage-plugin-cross-account-pipelines-node/package.json',
      ),
    ),
    'worker',
    'planPipelines.cjs',
  );

/** One thread for all: it starts with the first task, and ends after the last. */
class PlanningThread {
  private worker?: Worker;
  private letters?: Correspondence;
  private timer?: NodeJS.Timeout;
  private lastId = 0;
  private readonly pending = new Map<string, Pending>();

  async run<T extends PlanningTask>(
    task: T,
    input: TaskInput<T>,
    lookUp?: EstateLookUp,
  ): Promise<TaskResult<T>> {
    const letters = this.start();
    const id = String(++this.lastId);
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, lookUp });
      const request: TaskRequest = { task, input, looksUp: Boolean(lookUp) };
      letters
        .send(id, request)
        .catch(error => this.end(id, p => p.reject(error)));
    });
  }

  private start(): Correspondence {
    clearTimeout(this.timer);
    if (!this.worker || !this.letters) {
      const worker = new Worker(workerFile());
      const stopped = (error: Error) => this.stop(worker, error);
      worker.on('error', stopped);
      worker.on('exit', code =>
        stopped(new Error(`The planning of pipelines ended (${code})`)),
      );
      this.letters = new Correspondence(worker, (id, reply) =>
        this.receive(id, reply),
      );
      this.worker = worker;
    }
    this.worker.ref();
    return this.letters;
  }

  private receive(id: string, reply: TaskReply): void {
    if ('lookUp' in reply) {
      void this.lookUp(id, reply.lookUp);
    } else if ('result' in reply) {
      this.end(id, ({ resolve }) => resolve(reply.result));
    } else {
      this.end(id, ({ reject, lookUpFailure }) =>
        reject(lookUpFailure ?? asError(reply.failure)),
      );
    }
  }

  private async lookUp(
    id: string,
    { estate, pipelineArns }: Extract<TaskReply, { lookUp: any }>['lookUp'],
  ): Promise<void> {
    const pending = this.pending.get(id);
    let answer: object = { estate };
    try {
      await pending?.lookUp?.(estate, pipelineArns);
    } catch (error) {
      pending!.lookUpFailure = error;
      answer = { failure: String(error) };
    }
    await this.letters?.send(id, answer);
  }

  private end(id: string, settle: (pending: Pending) => void): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (pending) {
      settle(pending);
    }
    if (this.pending.size === 0) {
      // An idle thread does not keep the process alive.
      this.worker?.unref();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        const { worker } = this;
        this.worker = undefined;
        void worker?.terminate();
      }, idleTime);
      this.timer.unref();
    }
  }

  /** All that it was busy with fails; the next task has a new one. */
  private stop(worker: Worker, error: Error): void {
    if (this.worker !== worker) {
      return;
    }
    this.worker = undefined;
    for (const id of [...this.pending.keys()]) {
      this.end(id, ({ reject }) => reject(error));
    }
  }
}

function asError(failure: {
  name: string;
  message: string;
  stack?: string;
}): Error {
  const { name, message, stack } = failure;
  return faultsOfInput.has(name)
    ? new InputError(message)
    : Object.assign(new Error(message), { name, stack });
}

const thread = new PlanningThread();

/**
 * Renders or checks in a thread of its own, so that a plan for a thousand accounts
 * holds nobody up.
 *
 * @param lookUp - asks AWS, in this thread
 * @throws InputError when what somebody wrote is wrong
 *
 * @public
 */
export function planInThread<T extends PlanningTask>(
  task: T,
  input: TaskInput<T>,
  lookUp?: EstateLookUp,
): Promise<TaskResult<T>> {
  return thread.run(task, input, lookUp);
}
