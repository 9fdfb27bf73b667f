import { readdirSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';

const benchDirs = [
  'plugins/cross-account-pipelines-core',
  'plugins/cross-account-pipelines-node',
  'examples/backend',
].map(folder => path.join(rootDir, folder, 'bench'));

runCommand(async () => {
  const files = benchDirs.flatMap(folder =>
    readdirSync(folder)
      .filter(file => file.endsWith('.bench.ts'))
      .map(file => path.join(folder, file)),
  );
  for (const file of files) {
    await run(process.execPath, [
      '--expose-gc',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      file,
    ]);
  }
});
