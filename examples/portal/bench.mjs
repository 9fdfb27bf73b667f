import { readdirSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runTypeScript } from './runTypeScript.mjs';

const benchDirs = [
  'plugins/cross-account-pipelines-core',
  'plugins/cross-account-pipelines-node',
  'examples/aws-sandbox',
  'examples/backend',
].map(folder => path.join(rootDir, folder, 'bench'));

runCommand(async () => {
  const files = benchDirs.flatMap(folder =>
    readdirSync(folder)
      .filter(file => file.endsWith('.bench.ts'))
      .map(file => path.join(folder, file)),
  );
  for (const file of files) {
    await runTypeScript(file, { nodeArgs: ['--expose-gc'] });
  }
});
