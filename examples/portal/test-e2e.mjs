import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './findChromium.mjs';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runYarn } from './runYarn.mjs';

const resultsFile = path.join(
  rootDir,
  'node_modules',
  '.cache',
  'e2e-results.json',
);

runCommand(async () => {
  const chromium = findChromium();
  console.log('Building the app…');
  await runYarn(['workspace', 'app', 'build']);
  let failure;
  try {
    await runYarn(['playwright', 'test', ...process.argv.slice(2)], {
      env: {
        CHROMIUM_PATH: chromium,
        PLAYWRIGHT_JSON_OUTPUT_NAME: resultsFile,
      },
    });
  } catch (error) {
    failure = error;
  }
  const { stats } = JSON.parse(readFileSync(resultsFile, 'utf8'));
  const skipped = stats.skipped > 0 ? `, ${stats.skipped} skipped` : '';
  const flaky = stats.flaky > 0 ? `, ${stats.flaky} only the second time` : '';
  console.log(
    `\n${stats.expected + stats.flaky} passed, ${
      stats.unexpected
    } failed${skipped}${flaky}`,
  );
  if (failure) {
    throw failure;
  }
});
