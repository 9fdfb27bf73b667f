import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';

/**
 * Disturbs deployments in every way that we know of, and prints whether each ends
 * as an undisturbed one. `--sample` does what a build has the time for.
 */
runCommand(async () => {
  await run(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/faults/main.ts',
      ...process.argv.slice(2),
    ],
    { cwd: path.join(rootDir, 'examples', 'aws-sandbox') },
  );
});
