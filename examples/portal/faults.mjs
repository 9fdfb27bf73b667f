import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runTypeScript } from './runTypeScript.mjs';

/**
 * Disturbs deployments in every way that we know of, and prints whether each ends
 * as an undisturbed one. `--sample` does what a build has the time for.
 */
runCommand(() =>
  runTypeScript('src/faults/main.ts', {
    args: process.argv.slice(2),
    cwd: path.join(rootDir, 'examples', 'aws-sandbox'),
  }),
);
