import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import { stringify } from 'yaml';
import { packageFolder } from '../packageFolder';
import { freePort } from './PostgresServer';

const folder = packageFolder('../backend');

/** In which a backend is up, and a task comes to its end; milliseconds. */
const PATIENCE = 240_000;

/** It will not get better by waiting. */
class TaskError extends Error {}

/**
 * The backend of the example portal as a process of its own. It can be killed and
 * started again.
 */
export class PortalBackend {
  private child?: ChildProcess;
  private token = '';

  private constructor(
    private readonly port: number,
    /** Where it keeps its configuration, its log and the workspaces of tasks. */
    private readonly home: string,
    private readonly endpoint: string,
    private readonly nodeOptions: string[],
  ) {}

  static async start(options: {
    databasePort: number;
    /** What it takes for AWS. */
    endpoint: string;
    /** Under `crossAccountPipelines`. */
    config?: object;
    /** Before the program, such as `--require`. */
    nodeOptions?: string[];
  }): Promise<PortalBackend> {
    const { nodeOptions = [] } = options;
    const port = await freePort();
    const home = await mkdtemp(join(tmpdir(), 'faults-portal-'));
    const backend = new PortalBackend(
      port,
      home,
      options.endpoint,
      nodeOptions,
    );
    await writeFile(
      join(home, 'app-config.yaml'),
      stringify({
        backend: {
          baseUrl: `http://localhost:${port}`,
          listen: { port, host: '127.0.0.1' },
          workingDirectory: home,
          database: {
            client: 'pg',
            connection: {
              host: '127.0.0.1',
              port: options.databasePort,
              user: 'postgres',
              password: '',
            },
          },
        },
        scaffolder: {
          taskRecovery: { enabled: true, staleTimeout: { seconds: 5 } },
        },
        crossAccountPipelines: {
          schedule: { initialDelay: { hours: 1 } },
          ...options.config,
        },
      }),
    );
    await backend.begin();
    return backend;
  }

  /** Starts the process, and waits until it answers. */
  async begin(): Promise<void> {
    const log = openSync(join(this.home, 'backend.log'), 'a');
    this.child = spawn(
      process.execPath,
      [
        ...this.nodeOptions,
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        'src/index.ts',
        '--config',
        '../../app-config.yaml',
        '--config',
        join(this.home, 'app-config.yaml'),
      ],
      {
        cwd: folder,
        env: {
          ...process.env,
          // Guests sign in only there.
          NODE_ENV: 'development',
          AWS_ENDPOINT_URL: this.endpoint,
        },
        stdio: [
          'ignore',
          log,
          log,
          // With it, Backstage takes itself for started by its own CLI.
          ...(this.nodeOptions.length > 0 ? (['ipc'] as const) : []),
        ],
      },
    );
    // The process has its own.
    closeSync(log);
    await this.wait(async () => {
      await this.signIn();
      await this.request(
        '/catalog/entities/by-name/template/default/cross-account-pipeline',
      );
      // Until the catalog has put them together, nobody owns anything.
      const related = await Promise.all([
        this.isRelated('user/default/guest', 'memberOf'),
        this.isRelated('component/default/orders', 'ownedBy'),
      ]);
      return related.every(each => each) || undefined;
    });
    await this.signIn();
  }

  /** Tokens last an hour. */
  async signIn(): Promise<void> {
    const response = await fetch(`${this.url}/api/auth/guest/refresh`, {
      method: 'POST',
    });
    const { backstageIdentity } = await response.json();
    this.token = backstageIdentity.token;
  }

  private async isRelated(name: string, relation: string): Promise<boolean> {
    const { relations = [] } = await this.request(
      `/catalog/entities/by-name/${name}`,
    );
    return relations.some(({ type }: { type: string }) => type === relation);
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise(resolve => {
        child.once('exit', resolve);
      });
      child.kill('SIGKILL');
      await ended;
    }
  }

  /** As in a new pod. */
  async loseWorkspaces(): Promise<void> {
    await this.wait(async () => {
      for (const name of await readdir(this.home)) {
        if (!['app-config.yaml', 'backend.log'].includes(name)) {
          await rm(join(this.home, name), { recursive: true, force: true });
        }
      }
      return true;
    });
  }

  /** @returns id of the task */
  async createTask(values: object): Promise<string> {
    const { id } = await this.request('/scaffolder/v2/tasks', {
      templateRef: 'template:default/cross-account-pipeline',
      values,
    });
    return id;
  }

  /**
   * Waits until a task has come to its end; one that failed is run again, as the
   * template offers it.
   *
   * @throws Error with its log when it fails however often it is run again
   */
  async completeTask(id: string, retries: number): Promise<void> {
    let left = retries;
    await this.wait(async () => {
      const { status } = await this.request(`/scaffolder/v2/tasks/${id}`);
      if (status === 'failed' && left > 0) {
        left -= 1;
        await this.request(`/scaffolder/v2/tasks/${id}/retry`, {});
        return undefined;
      }
      if (status === 'failed' || status === 'cancelled') {
        throw new TaskError(`The task ${status}:\n${await this.logOf(id)}`);
      }
      return status === 'completed' ? true : undefined;
    });
  }

  /** Has the pipelines of an entity read, as its card does. */
  async check(entity: string): Promise<Array<{ report?: PipelineReport }>> {
    const { items } = await this.request(
      `/cross-account-pipelines/v1/entities/${entity}/pipelines/check`,
      {},
    );
    return items;
  }

  /**
   * What the program answers that `nodeOptions` put before it.
   *
   * @param isAnswer - tells it from what Backstage itself sends
   */
  async askProcess<T>(
    question: string,
    isAnswer: (message: object) => boolean,
  ): Promise<T> {
    const child = this.child!;
    const answer = new Promise<T>(resolve => {
      const listen = (message: object) => {
        if (isAnswer(message)) {
          child.off('message', listen);
          resolve(message as T);
        }
      };
      child.on('message', listen);
    });
    child.send(question);
    return answer;
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.home, { recursive: true, force: true });
  }

  private get url(): string {
    return `http://localhost:${this.port}`;
  }

  private async logOf(id: string): Promise<string> {
    const events = await this.request(`/scaffolder/v2/tasks/${id}/events`);
    return events
      .map(({ body }: { body: { message: string } }) => body.message)
      .join('\n')
      .slice(-3_000);
  }

  private async request(path: string, body?: object): Promise<any> {
    const response = await fetch(`${this.url}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }

  /** Until there is an answer; a backend that is away is waited for. */
  private async wait<T>(ask: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + PATIENCE;
    let problem: unknown = 'no answer';
    while (Date.now() < end) {
      try {
        const answer = await ask();
        if (answer !== undefined) {
          return answer;
        }
      } catch (error) {
        if (error instanceof TaskError) {
          throw error;
        }
        problem = error;
      }
      await sleep(250);
    }
    throw new Error(
      `The portal did not get there in ${PATIENCE / 1_000} s: ${problem}`,
    );
  }
}
