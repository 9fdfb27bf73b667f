import { Worker } from 'node:worker_threads';
import type {
  ResolvedStack,
  TemplateProblem,
} from 'backstage-plugin-cross-account-pipelines-core';

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

/** What becomes of a template in one account and Region. */
type TemplateUse = Pick<ResolvedStack, 'conditions' | 'resources'>;

type Answer = { id: number } & (
  | { diagnostics: Diagnostic[] }
  | { failure: string }
);

interface Waiting {
  file: string;
  resolve(diagnostics: Diagnostic[]): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Milliseconds. The engine takes a few seconds to start, then a fraction for each template. */
const patience = 60_000;

/** Milliseconds after which the engine, and its 300 MB, are given back. */
const idleTime = 60_000;

/**
 * The engine compiles WebAssembly and then computes without pause: in a thread
 * of its own it holds nobody up. The thread runs plain JavaScript, so that it
 * starts alike from source, from a test and from the published package.
 */
const workerCode = `
const { parentPort, workerData } = require('node:worker_threads');
const { CelEngine } = require(workerData.library);
const engine = new CelEngine();
parentPort.on('message', ({ id, file, text }) => {
  try {
    const template = { path: file, readBytes: () => Buffer.from(text) };
    const { diagnostics } = engine.validateDetailed(template, {
      severityLevel: 'WARN',
    });
    parentPort.postMessage({ id, diagnostics });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error) });
  }
});
`;

class ValidationThread {
  private worker?: Worker;
  private idleTimer?: NodeJS.Timeout;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();

  validate(options: { text: string; file: string }) {
    const worker = this.start();
    const id = ++this.lastId;
    return new Promise<Diagnostic[]>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.stop(
          new Error(
            `Validation of ${options.file} did not end within ${
              patience / 1000
            } seconds`,
          ),
        );
      }, patience);
      this.waiting.set(id, { file: options.file, resolve, reject, timer });
      worker.postMessage({ id, ...options });
    });
  }

  private start(): Worker {
    clearTimeout(this.idleTimer);
    if (!this.worker) {
      const worker = new Worker(workerCode, {
        eval: true,
        workerData: {
          library: require.resolve('@aws/cloudformation-validate'),
        },
      });
      worker.on('message', (answer: Answer) => this.receive(answer));
      worker.on('error', error => this.stop(error));
      this.worker = worker;
    }
    this.worker.ref();
    return this.worker;
  }

  private receive(answer: Answer) {
    const waiting = this.waiting.get(answer.id);
    if (!waiting) {
      return;
    }
    this.waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if ('failure' in answer) {
      waiting.reject(
        new Error(`Validation of ${waiting.file} failed: ${answer.failure}`),
      );
    } else {
      waiting.resolve(answer.diagnostics);
    }
    if (this.waiting.size === 0) {
      this.rest();
    }
  }

  /** An idle thread does not keep the process alive. */
  private rest() {
    this.worker?.unref();
    this.idleTimer = setTimeout(() => this.stop(), idleTime).unref();
  }

  private stop(error?: Error) {
    clearTimeout(this.idleTimer);
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error ?? new Error('Validation was stopped'));
    }
    this.waiting.clear();
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
 * @returns errors and warnings with line and column; none when all is well
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
  const found = await thread.validate({ text, file });
  return found
    .filter(
      each =>
        !isGuarded(each) && (uses?.some(use => appliesTo(use, each)) ?? true),
    )
    .map(each => toProblem(file, each));
}
