import { spawn } from 'node:child_process';

/**
 * How a script ended.
 */
export interface CommandsResult {
  /** `undefined` when it was killed. */
  exitCode?: number;
  output: string;
}

/** The user `nobody` and its group, on every Linux. */
const NOBODY = 65_534;

/**
 * Who runs a script: nobody, where this process may choose.
 */
export const commandUser =
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

/**
 * Runs a shell script with nothing of this process's environment and, where that
 * is possible, none of its rights; kills all that it started when time is up.
 */
export function runCommands(options: {
  script: string;
  directory: string;
  environment: Record<string, string>;
  /** Milliseconds. */
  timeout: number;
  signal: AbortSignal;
  /** Characters; what is printed beyond is dropped. */
  maxOutput: number;
}): Promise<CommandsResult> {
  const { script, directory, environment, timeout, signal, maxOutput } =
    options;
  return new Promise(resolve => {
    let output = '';
    const child = spawn('/bin/sh', ['-c', script], {
      cwd: directory,
      env: environment,
      ...commandUser,
      // A group of its own, so that it can be killed with its children.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const append = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(0, maxOutput);
    };
    const kill = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    };
    const timer = setTimeout(kill, timeout);
    signal.addEventListener('abort', kill, { once: true });
    const end = (exitCode: number | null, failure = '') => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve({ exitCode: exitCode ?? undefined, output: output + failure });
    };
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    child.on('error', error => end(null, String(error)));
    child.on('close', code => end(code));
  });
}
