import { expect } from '@playwright/test';
import { expectAccessible, expectNoOverflow } from './expectAccessible';
import { looks, press, type, useLook } from './looks';
import { test } from './portalTest';
import { takeScreenshot } from './takeScreenshot';

for (const look of looks) {
  test.describe(look.look, () => {
    useLook(look);

    test('somebody fills in the form with the plan beside it', async ({
      page,
    }) => {
      const next = page.getByRole('button', { name: 'Next' });
      await page.goto('/create/templates/default/cross-account-pipeline');
      await type(
        page.getByRole('combobox', { name: /^Service/ }),
        'orders',
        look,
      );
      await expect(
        page.getByRole('option', { name: /orders/i }).first(),
      ).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await press(next, look);

      await type(
        page.getByRole('combobox', { name: /^Bucket/ }),
        'sample-sources-111111111111',
        look,
      );
      await page.keyboard.press('Escape');
      await type(page.getByLabel('Object key'), 'orders.zip', look);
      await press(next, look);
      await expect(page.getByLabel('Buildspec')).toBeVisible();
      await press(next, look);
      await expect(
        page.getByRole('group', { name: 'Stage 3: production' }),
      ).toBeVisible();
      await press(next, look);

      const plan = page.getByRole('group', { name: 'Plan' });
      await expect(
        plan.getByText('All 4 accounts can be reached').first(),
      ).toBeVisible();
      await expect(plan.getByText('orders-foundation').first()).toBeVisible();
      await expectAccessible(page);
      // The grid of the form itself is wider than the page by its gaps.
      await expectNoOverflow(plan);
      await takeScreenshot(page, `plan-${look.look.replace(/ /g, '-')}`);

      const name = page.getByLabel('Stack name');
      await name.fill('1-orders');
      await expect(plan.getByText(/stackName: must be/)).toBeVisible();
      await name.fill('shop-orders');
      await expect(plan.getByRole('status')).toHaveText(/^Makes \d+ stacks/);
      await press(page.getByRole('button', { name: 'Review' }), look);
      await expect(
        page.getByText(/^Makes \d+ stacks · All 4 accounts can be reached/),
      ).toBeVisible();
      if (look.look === 'light') {
        await takeScreenshot(page, 'form-review');
      }
    });
  });
}
