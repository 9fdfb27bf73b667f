import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runYarn } from './runYarn.mjs';

const resultsFile = path.join(
  rootDir,
  'node_modules',
  '.cache',
  'e2e-results.json',
);

const chromiumPaths = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

runCommand(async () => {
  const chromium = chromiumPaths.find(file => file && existsSync(file));
  if (!chromium) {
    throw new Error(
      'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or name it with CHROMIUM_PATH.',
    );
  }
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
  console.log(
    `\n${stats.expected + stats.flaky} passed, ${
      stats.unexpected
    } failed${skipped}`,
  );
  if (failure) {
    throw failure;
  }
});
