import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';

/**
 * Two hours of checks and deployments, without the waiting between them: says
 * whether the portal's backend holds more memory, handles or files at the end.
 * `--minutes` ends it sooner.
 */
runCommand(async () => {
  await run(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/soak/main.ts',
      ...process.argv.slice(2),
    ],
    { cwd: path.join(rootDir, 'examples', 'aws-sandbox') },
  );
});
