import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type {
  TemplateProblem,
  TemplateUse,
} from 'backstage-plugin-cross-account-pipelines-core';
import { neededTypes } from './neededTypes';
import { requireBoundedTemplate } from './requireBoundedTemplate';

/** What the worker answers with, as `@aws/cloudformation-validate` spells it. */
interface Diagnostic {
  ruleId: string;
  severity: 'FATAL' | 'ERROR' | 'WARN';
  message: string;
  startLine?: number;
  startColumn?: number;
  entity?: { logicalId: string; entityType: string };
  /** The conditions under which it applies. */
  conditionScenario?: Record<string, boolean>;
  context?: { actualValue?: unknown };
}

type Answer = { id: number } & (
  | { diagnostics: Diagnostic[] }
  | { failure: string }
);

interface Request {
  id: number;
  file: string;
  text: string;
  /** What the engine has to know for it; all there is, where that is undefined. */
  types?: string[];
  resolve(diagnostics: Diagnostic[]): void;
  reject(error: Error): void;
}

/**
 * Milliseconds that one template may take, with the start of an engine that knows
 * its types; most take a fraction of a second.
 */
const patience = 20_000;

/** Milliseconds in which the thread has to start. */
const startPatience = 60_000;

/** Milliseconds after which the engine, and its 100 to 400 MB, are given back. */
const idleTime = 60_000;

/** Templates that wait at most: whoever comes then is told so at once. */
const maxWaiting = 500;

/** Megabytes that the thread may use beside the engine's own memory. */
const maxMemory = 512;

/**
 * The engine compiles WebAssembly and then computes without pause: in a thread
 * of its own it holds nobody up. The thread runs plain JavaScript, so that it
 * starts alike from source, from a test and from the published package.
 */
const workerFile = join(
  dirname(
    require.resolve(
      'backstage-plugin-cross-account-pipelines-node/package.json',
    ),
  ),
  'worker',
  'validateTemplates.cjs',
);

/**
 * Gives the thread one template after the other, so that one that takes too long
 * fails alone: its thread ends, and a new one goes on with the next.
 */
class ValidationThread {
  private worker?: Worker;
  private isReady = false;
  private timer?: NodeJS.Timeout;
  private lastId = 0;
  private current?: Request;
  private readonly waiting: Request[] = [];

  validate(options: { text: string; file: string }): Promise<Diagnostic[]> {
    if (this.waiting.length >= maxWaiting) {
      throw new ServiceUnavailableError(
        `${maxWaiting} templates wait to be validated already; try again in a minute`,
      );
    }
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      const types = neededTypes(options.text);
      this.waiting.push({ ...options, types, id, resolve, reject });
      this.goOn();
    });
  }

  private goOn(): void {
    if (this.current || this.waiting.length === 0) {
      return;
    }
    const worker = this.start();
    if (!this.isReady) {
      return;
    }
    const { id, file, text, types } = (this.current = this.waiting.shift()!);
    this.allow(patience, () =>
      this.fail(
        new InputError(
          `${file} was not validated within ${
            patience / 1000
          } s; a template has to be simpler than that`,
        ),
      ),
    );
    worker.postMessage({
      id,
      file,
      text,
      // What waits is next: an engine that knows its types already serves it, too.
      types: types && [
        ...types,
        ...this.waiting.flatMap(next => next.types ?? []),
      ],
    });
  }

  private start(): Worker {
    if (!this.worker) {
      const worker = new Worker(workerFile, {
        resourceLimits: {
          maxOldGenerationSizeMb: maxMemory,
          maxYoungGenerationSizeMb: 6,
        },
        workerData: {
          library: require.resolve('@aws/cloudformation-validate'),
        },
      });
      // A thread that was ended may have one more word to say.
      const ifCurrent = <T>(hear: (value: T) => void) => {
        return (value: T) => this.worker === worker && hear(value);
      };
      worker.on(
        'message',
        ifCurrent((answer: Answer) => this.receive(answer)),
      );
      worker.on(
        'error',
        ifCurrent((error: Error) => this.fail(error)),
      );
      this.worker = worker;
      this.allow(startPatience, () =>
        this.fail(new Error('The validation of templates did not start')),
      );
    }
    this.worker.ref();
    return this.worker;
  }

  private receive(answer: Answer): void {
    clearTimeout(this.timer);
    if (!this.isReady) {
      this.isReady = true;
    } else if (answer.id === this.current?.id) {
      const { file, resolve, reject } = this.current;
      this.current = undefined;
      if ('failure' in answer) {
        reject(new Error(`Validation of ${file} failed: ${answer.failure}`));
      } else {
        resolve(answer.diagnostics);
      }
    }
    if (this.waiting.length > 0) {
      this.goOn();
    } else {
      this.rest();
    }
  }

  /** An idle thread does not keep the process alive. */
  private rest(): void {
    this.worker?.unref();
    this.allow(idleTime, () => this.stop());
    this.timer?.unref();
  }

  /** Ends the thread, and the one request that it was busy with. */
  private fail(error: Error): void {
    this.stop();
    const failed = this.current ?? this.waiting.shift();
    this.current = undefined;
    failed?.reject(error);
    this.goOn();
  }

  private stop(): void {
    clearTimeout(this.timer);
    const { worker } = this;
    this.worker = undefined;
    this.isReady = false;
    void worker?.terminate();
  }

  private allow(milliseconds: number, otherwise: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(otherwise, milliseconds);
  }
}

function toProblem(file: string, diagnostic: Diagnostic): TemplateProblem {
  return {
    file,
    line: diagnostic.startLine,
    column: diagnostic.startColumn,
    message: `${diagnostic.message} (${diagnostic.ruleId})`,
    ...(diagnostic.severity === 'WARN' && { severity: 'warning' }),
  };
}

/** Whether a finding is about something that comes to be. */
function appliesTo(
  { conditions, resources }: TemplateUse,
  { conditionScenario = {}, entity }: Diagnostic,
): boolean {
  const isMade =
    entity?.entityType !== 'Resource' ||
    Object.hasOwn(resources, entity.logicalId);
  return (
    isMade &&
    Object.entries(conditionScenario).every(
      ([name, holds]) => (conditions[name] ?? holds) === holds,
    )
  );
}

/**
 * Whether a finding is about an empty default behind a condition: what the
 * condition is for is to leave it out.
 */
function isGuarded({ context, conditionScenario = {} }: Diagnostic): boolean {
  return (
    context?.actualValue === '' && Object.keys(conditionScenario).length > 0
  );
}

const thread = new ValidationThread();

/**
 * Checks a template against the schemas of its resource types and CloudFormation's
 * rules, offline, with `@aws/cloudformation-validate`. Works in a thread that
 * starts with the first call and ends a minute after the last.
 *
 * @param options - `uses` are the stacks that are made of it: nothing is said of
 * what none of them makes. Without them every condition may hold.
 *
 * One template fails alone, whatever it is: what is too large is refused before
 * anything is done, and what takes too long ends its own validation.
 *
 * @returns errors and warnings with line and column; none when all is well
 * @throws InputError for a template that is larger than can be, with the number
 * @throws ServiceUnavailableError when too many templates wait
 * @throws Error when the validation itself fails
 *
 * @public
 */
export async function validateTemplate(options: {
  text: string;
  /** Names the template in problems. */
  file: string;
  uses?: TemplateUse[];
}): Promise<TemplateProblem[]> {
  const { text, file, uses } = options;
  requireBoundedTemplate({ text, file });
  const found = await thread.validate({ text, file });
  return found
    .filter(
      each =>
        !isGuarded(each) && (uses?.some(use => appliesTo(use, each)) ?? true),
    )
    .map(each => toProblem(file, each));
}
