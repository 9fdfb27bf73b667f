import { run } from './run.mjs';

/**
 * Runs a program in TypeScript, with its output shown.
 *
 * @param options - `args` are the program's, `nodeArgs` those of Node itself
 * @throws when it ends with anything but 0
 */
export function runTypeScript(file, { args = [], nodeArgs = [], cwd } = {}) {
  return run(
    process.execPath,
    [
      ...nodeArgs,
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      file,
      ...args,
    ],
    { cwd },
  );
}
