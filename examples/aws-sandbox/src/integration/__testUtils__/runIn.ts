import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from 'backstage-plugin-cross-account-pipelines-node';

/** Runs the command line in a folder, with the `app-config.yaml` there. */
export async function runIn(
  folder: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const [code, out, err] = await Promise.all([
    runCommandLine([...args, '--config', 'app-config.yaml'], {
      stdin: Readable.from([]),
      stdout,
      stderr,
      env: process.env,
      folder,
    }).finally(() => {
      stdout.end();
      stderr.end();
    }),
    text(stdout),
    text(stderr),
  ]);
  return { code, out, err };
}
