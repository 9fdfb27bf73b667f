import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, expectReflow } from './expectAccessible';
import { type Look, useLook } from './looks';

const looks: Look[] = [
  { look: 'light', theme: 'light', width: 1280 },
  { look: 'dark', theme: 'dark', width: 1280 },
  { look: 'narrow', theme: 'light', width: 390 },
  { look: 'as narrow as WCAG asks, dark', theme: 'dark', width: 320 },
];

const service = (name: string) => `/catalog/default/component/${name}`;

/** Every screen of the plugin, and what has to be there before it is judged. */
const screens = [
  { screen: service('payments'), shows: /accounts can be reached/ },
  { screen: service('checkout'), shows: /accounts cannot be reached/ },
  { screen: service('search-api'), shows: /has a warning/ },
  { screen: service('orders'), shows: /No pipeline is registered/ },
  { screen: `${service('checkout')}/pipelines`, shows: /cannot be reached/ },
  {
    screen: `${service('checkout')}/pipelines?view=runs`,
    shows: /Succeeded|Failed|has not run yet/,
  },
  {
    screen: `${service('checkout')}/pipelines?view=history`,
    shows: /first seen|Nothing has changed/,
  },
  {
    screen: `${service('checkout')}/pipelines?view=findings`,
    shows: /Waive|Nothing was found/,
  },
  { screen: '/cross-account-pipelines', shows: /Paste an error/ },
  { screen: '/cross-account-pipelines?by=account', shows: /Paste an error/ },
];

for (const look of looks) {
  test.describe(look.look, () => {
    useLook(look);

    test('every screen keeps to WCAG 2.2 AA', async ({ page }) => {
      for (const { screen, shows } of screens) {
        await test.step(screen, async () => {
          await page.goto(screen);
          await expectShown(page, shows);
          await openEverything(page);
          await expectAccessible(page);
          await expectReflow(page);
        });
      }
    });
  });
}

/** A check ends within 30 s; a cold portal takes its time to begin one. */
const FIRST_CHECK_MS = 60_000;

/** Has a pipeline read where the schedule has not come to it yet. */
async function expectShown(page: Page, shows: RegExp): Promise<void> {
  const check = page.getByRole('button', { name: 'Check now' });
  await expect(async () => {
    if (await check.isVisible()) {
      await check.click({ timeout: 5_000 });
    }
    await expect(page.getByText(shows).first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: FIRST_CHECK_MS });
}

/** What is hidden is not judged. */
async function openEverything(page: Page): Promise<void> {
  const closed = page.locator(
    '[data-cross-account-pipelines] button[aria-expanded="false"]:not([aria-haspopup])',
  );
  for (let left = await closed.count(); left > 0 && left < 40; left -= 1) {
    await closed.first().click();
  }
}
