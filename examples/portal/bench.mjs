import { readdirSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';

const benchDir = path.join(
  rootDir,
  'plugins',
  'cross-account-pipelines-node',
  'bench',
);

runCommand(async () => {
  const files = readdirSync(benchDir).filter(file =>
    file.endsWith('.bench.ts'),
  );
  for (const file of files) {
    await run(process.execPath, [
      '--expose-gc',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      path.join(benchDir, file),
    ]);
  }
});
