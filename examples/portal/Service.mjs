import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rootDir } from './rootDir.mjs';

/** `PORTAL_LOGS` is for those that run beside another portal. */
export const logDir = path.resolve(
  rootDir,
  process.env.PORTAL_LOGS || '.portal',
);
const POLL_INTERVAL_MS = 250;
const STOP_TIMEOUT_MS = 10_000;

/**
 * A process that runs until it is stopped, with everything that it starts, and
 * writes to a log file in {@link logDir}.
 */
export class Service {
  #name;
  #child;
  #logFile;
  #ended;

  /** @param options - `command` is Node unless it is named */
  constructor({ name, command = process.execPath, args, cwd = rootDir, env }) {
    mkdirSync(logDir, { recursive: true });
    this.#name = name;
    this.#logFile = path.join(logDir, `${name}.log`);
    const log = openSync(this.#logFile, 'w');
    // A group of its own, so that stopping reaches what it started in turn.
    this.#child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) => {
        resolve(`it ended with ${code ?? signal}`);
      });
    });
  }

  /** Resolves, with the reason, when the process has ended by itself. */
  get ended() {
    return this.#ended.then(reason => this.#failure(reason));
  }

  /**
   * Resolves when the address answers with a 2xx.
   *
   * @param timeoutMs - how long to try, milliseconds
   * @throws when the process ends first or the time is up
   */
  async waitFor(url, { timeoutMs }) {
    await this.#waitUntil(() => answers(url), url, timeoutMs);
  }

  /** As `waitFor`, for those that have no address which answers with a 2xx. */
  async waitForAnswer(url, { timeoutMs }) {
    await this.#waitUntil(() => listens(url), url, timeoutMs);
  }

  async #waitUntil(isTrue, url, timeoutMs) {
    const deadline = Date.now() + timeoutMs;
    let ended;
    this.#ended.then(reason => {
      ended = reason;
    });
    while (Date.now() < deadline) {
      if (ended) {
        throw this.#failure(ended);
      }
      if (await isTrue()) {
        return;
      }
      await delay(POLL_INTERVAL_MS);
    }
    throw this.#failure(`${url} did not answer in ${timeoutMs / 1000} s`);
  }

  /** Ends the process and everything that it started. */
  async stop() {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), STOP_TIMEOUT_MS);
    await this.#ended;
    clearTimeout(timer);
    this.#signal('SIGKILL');
  }

  #signal(signal) {
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') {
        throw error;
      }
    }
  }

  #failure(reason) {
    const tail = readFileSync(this.#logFile, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-20)
      .join('\n');
    return new Error(
      `${tail}\n\nThe ${
        this.#name
      } did not stay up: ${reason}. Its whole log: ${this.#logFile}`,
    );
  }
}

async function listens(url) {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
