import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runTypeScript } from './runTypeScript.mjs';

const program = path.join(
  rootDir,
  'plugins',
  'cross-account-pipelines-core',
  'bench',
  'vectors.ts',
);

runCommand(() =>
  runTypeScript(program, {
    // npm starts commands in the root; files are named from where it was called.
    args: process.argv
      .slice(2)
      .map(file => path.resolve(process.env.INIT_CWD ?? '.', file)),
  }),
);
