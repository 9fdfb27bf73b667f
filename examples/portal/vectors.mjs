import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';

const program = path.join(
  rootDir,
  'plugins',
  'cross-account-pipelines-core',
  'bench',
  'vectors.ts',
);

runCommand(() =>
  run(process.execPath, [
    '--require',
    '@backstage/cli/config/nodeTransform.cjs',
    program,
    // npm starts commands in the root; files are named from where it was called.
    ...process.argv
      .slice(2)
      .map(file => path.resolve(process.env.INIT_CWD ?? '.', file)),
  ]),
);
