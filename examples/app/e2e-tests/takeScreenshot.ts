import path from 'node:path';
import { test, type Locator, type Page } from '@playwright/test';

const readmeFolder = path.resolve(__dirname, '../../portal/screenshots');

/**
 * Keeps a picture with the test's results. With `UPDATE_SCREENSHOTS` set it
 * replaces the one in the README.
 */
export async function takeScreenshot(
  subject: Page | Locator,
  name: string,
): Promise<void> {
  const file = process.env.UPDATE_SCREENSHOTS
    ? path.join(readmeFolder, `${name}.png`)
    : test.info().outputPath(`${name}.png`);
  await subject.screenshot({ path: file });
}
