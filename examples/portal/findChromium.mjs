import { existsSync } from 'node:fs';

const chromiumPaths = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser of this machine.
 *
 * @throws when there is none
 */
export function findChromium() {
  const chromium = chromiumPaths.find(file => file && existsSync(file));
  if (!chromium) {
    throw new Error(
      'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or name it with CHROMIUM_PATH.',
    );
  }
  return chromium;
}
