import { expect } from '@playwright/test';
import { looks, openTab, press, useLook } from './looks';
import { checkAgainUntil, SETTLING_MS } from './pipelineCard';
import { test } from './portalTest';
import { tellSandbox } from './sandbox';
import { takeScreenshot } from './takeScreenshot';

const hop = {
  pipeline: 'payments',
  account: '333333333333',
  hop: 'key',
} as const;
const service = '/catalog/default/component/payments';
const message = 'Pipeline payments cannot reach prod-eu (333333333333)';

test.describe.serial('somebody whose link breaks', () => {
  test('is told', async ({ page, request }) => {
    await page.goto(service);
    await checkAgainUntil(page, 'All 3 accounts can be reached');
    await tellSandbox(request, 'break', hop);
    await checkAgainUntil(page, '1 of 3 accounts cannot be reached');
    await expect(async () => {
      await page.goto('/notifications');
      await expect(page.getByText(message).first()).toBeVisible({
        timeout: 5_000,
      });
    }).toPass({ timeout: SETTLING_MS });
    await takeScreenshot(page, 'notifications');
  });

  for (const look of looks) {
    test.describe(look.look, () => {
      useLook(look);

      test('follows the message to the hop and sees since when', async ({
        page,
      }) => {
        await page.goto('/notifications');
        await press(page.getByRole('link', { name: message }).first(), look);
        const opened = page.getByRole('button', { name: /^Broken.*decrypt/ });
        await expect(opened.first()).toHaveAttribute('aria-expanded', 'true');
        await expect(
          page.getByText(/^The key policy of .* does not allow/).first(),
        ).toBeVisible();
        await takeScreenshot(page, `tab-links-${look.look.replace(/ /g, '-')}`);

        await openTab(page, 'History', look);
        await expect(
          page.getByText(/turned from healthy to broken/).first(),
        ).toBeVisible();
      });
    });
  }

  test('mends it and sees that it was', async ({ page, request }) => {
    await tellSandbox(request, 'mend', hop);
    await page.goto(`${service}/pipelines`);
    await checkAgainUntil(page, 'All 3 accounts can be reached');
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(
      page.getByText(/turned from broken to healthy/).first(),
    ).toBeVisible();
    await takeScreenshot(page, 'tab-history');
  });
});
