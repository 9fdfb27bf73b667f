import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../runCommandLine';

const packageFolder = resolve(__dirname, '../../..');

/** What came of a command. */
export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  folder: string;
  stdin?: string;
  env?: Record<string, string>;
}

/** Runs the program as people do: a process of its own. */
export async function runBin(
  args: string[],
  { folder, stdin = '', env = {} }: RunOptions,
): Promise<CommandResult> {
  const child = spawn(
    process.execPath,
    [resolve(packageFolder, 'bin/cross-account-pipelines'), ...args],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    },
  );
  child.stdin.end(stdin);
  const [code, stdout, stderr] = await Promise.all([
    new Promise<number | null>((done, fail) => {
      child.on('error', fail);
      child.on('close', done);
    }),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

/** Does the same in this process, without the time that a start takes. */
export async function runHere(
  args: string[],
  { folder, stdin = '', env = {} }: RunOptions,
): Promise<CommandResult> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const input = new PassThrough();
  input.end(stdin);
  const [code, out, err] = await Promise.all([
    runCommandLine(args, { stdin: input, stdout, stderr, env, folder }).finally(
      () => {
        stdout.end();
        stderr.end();
      },
    ),
    text(stdout),
    text(stderr),
  ]);
  return { code, stdout: out, stderr: err };
}
