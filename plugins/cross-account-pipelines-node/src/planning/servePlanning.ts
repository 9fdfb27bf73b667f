import type { MessagePort } from 'node:worker_threads';
import type { Estate } from 'backstage-plugin-cross-account-pipelines-core';
import { Correspondence } from './Correspondence';
import { planningTasks, type PlanningTask } from './planningTasks';

/** What the thread is asked. */
export interface TaskRequest {
  task: PlanningTask;
  input: any;
  /** Whether somebody looks things up for it. */
  looksUp: boolean;
}

/** What it says. */
export type TaskReply =
  | { result: unknown }
  | { failure: { name: string; message: string; stack?: string } }
  /** It is answered with the estate. */
  | { lookUp: { estate: Estate; pipelineArns: string[] } };

/**
 * Does planning for another thread.
 *
 * @public
 */
export function servePlanning(port: MessagePort): void {
  const lookedUp = new Map<string, (answer: any) => void>();

  const work = async (
    letters: Correspondence,
    id: string,
    { task, input, looksUp }: TaskRequest,
  ) => {
    const reply = (value: TaskReply) => letters.send(id, value);
    const lookUp = async (estate: Estate, pipelineArns: string[]) => {
      const answered = new Promise<{ estate: Estate } | { failure: string }>(
        resolve => lookedUp.set(id, resolve),
      );
      await reply({ lookUp: { estate, pipelineArns } });
      const answer = await answered;
      if ('failure' in answer) {
        throw new Error(answer.failure);
      }
      Object.assign(estate, answer.estate);
    };
    try {
      const result = await planningTasks[task](
        input,
        looksUp ? lookUp : undefined,
      );
      await reply({ result });
    } catch (error) {
      const { name, message, stack } = error as Error;
      await reply({ failure: { name, message, stack } });
    }
  };

  const letters: Correspondence = new Correspondence(port, (id, value) => {
    const resolve = lookedUp.get(id);
    if (resolve) {
      lookedUp.delete(id);
      resolve(value);
    } else {
      void work(letters, id, value);
    }
  });
}
