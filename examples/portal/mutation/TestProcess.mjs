import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const workerFile = fileURLToPath(new URL('testWorker.mjs', import.meta.url));
/** Jest keeps something of each file that it has run. */
const MOST_MEMORY = 1_200_000_000;

/** A process that runs test files, and another one when it hangs or has grown. */
export class TestProcess {
  #packageDir;
  #rootDir;
  #child;

  constructor(packageDir, rootDir) {
    this.#packageDir = packageDir;
    this.#rootDir = rootDir;
  }

  /**
   * What came of a test file; nothing when it took more than `deadline`
   * milliseconds.
   */
  async run(message, deadline) {
    const child = await this.#running();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), deadline);
    try {
      child.send(message);
      const [result] = await Promise.race([
        once(child, 'message', { signal: late.signal }),
        once(child, 'exit', { signal: late.signal }).then(([code]) => [
          { noticedBy: `the process ended with ${code}` },
        ]),
      ]);
      if (!(result.rss < MOST_MEMORY)) {
        this.stop();
      }
      return result;
    } catch (error) {
      this.stop();
      if (!late.signal.aborted) {
        throw error;
      }
      return undefined;
    } finally {
      clearTimeout(timer);
      late.abort();
    }
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #running() {
    if (!this.#child) {
      this.#child = fork(workerFile, [this.#rootDir], {
        // By which Backstage's configuration tells the package.
        cwd: this.#packageDir,
        env: { ...process.env, NODE_ENV: 'test', FORCE_COLOR: '0' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const child = this.#child;
      await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => {
          throw new Error('The tests do not start.');
        }),
      ]);
    }
    return this.#child;
  }
}
