import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runTypeScript } from './runTypeScript.mjs';

/**
 * Two hours of checks and deployments, without the waiting between them: says
 * whether the portal's backend holds more memory, handles or files at the end.
 * `--minutes` ends it sooner.
 */
runCommand(() =>
  runTypeScript('src/soak/main.ts', {
    args: process.argv.slice(2),
    cwd: path.join(rootDir, 'examples', 'aws-sandbox'),
  }),
);
