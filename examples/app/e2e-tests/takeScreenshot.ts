import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Locator, type Page } from '@playwright/test';

const root = path.resolve(__dirname, '../../..');
const folder = 'plugins/cross-account-pipelines/docs/screenshots';

/** The pictures that people see: what a README shows, by name. */
const shown = new Set(
  globSync(['README.md', '{plugins,templates}/*/README.md'], {
    cwd: root,
  }).flatMap(readme =>
    [
      ...readFileSync(path.join(root, readme), 'utf8').matchAll(
        /docs\/screenshots\/([\w-]+)\.png\)/g,
      ),
    ].map(([, name]) => name),
  ),
);

/** On a phone Backstage's menu lies over what is longer than the screen. */
const style = '.MuiBottomNavigation-root { display: none }';

/**
 * Keeps a picture with the test's results. With `UPDATE_SCREENSHOTS` set it
 * replaces the one that a README shows.
 */
export async function takeScreenshot(
  subject: Page | Locator,
  name: string,
): Promise<void> {
  const file =
    process.env.UPDATE_SCREENSHOTS && shown.has(name)
      ? path.join(root, folder, `${name}.png`)
      : test.info().outputPath(`${name}.png`);
  await subject.screenshot({ path: file, style, animations: 'disabled' });
}
