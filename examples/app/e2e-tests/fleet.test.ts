import { expect } from '@playwright/test';
import { looks, press, type, useLook } from './looks';
import { test } from './portalTest';
import { takeScreenshot } from './takeScreenshot';

for (const look of looks) {
  test.describe(look.look, () => {
    useLook(look);

    test('somebody filters the fleet and passes the address on', async ({
      page,
      context,
    }) => {
      await page.goto('/cross-account-pipelines');
      const count = page.getByText(/^(One link|\d+ links)$/).first();
      await expect(count).toBeVisible();
      await expect(count).toHaveText(/^\d\d+ links$/);
      const all = await count.textContent();

      await type(
        page.getByRole('searchbox', { name: 'Search' }),
        'checkout',
        look,
      );
      await expect(page).toHaveURL(/text=checkout/);
      await expect(count).not.toHaveText(all!);
      const some = (await count.textContent())!;
      if (look.look === 'light') {
        await takeScreenshot(page, 'fleet-filtered');
      }

      const other = await context.newPage();
      await other.goto(page.url());
      await expect(
        other.getByRole('searchbox', { name: 'Search' }),
      ).toHaveValue('checkout');
      await expect(other.getByText(some).first()).toBeVisible();
      await other.close();

      await press(page.getByRole('button', { name: 'Clear filters' }), look);
      await expect(count).toHaveText(all!);
    });

    test('somebody finds everything that reaches an account', async ({
      page,
    }) => {
      await page.goto('/catalog/default/resource/aws-account-333333333333');
      await expect(
        page.getByText('Pipelines that reach this account').first(),
      ).toBeVisible();
      const service = (name: string) =>
        page.getByRole('link', { name, exact: true }).first();
      await expect(service('Checkout')).toBeVisible();
      await expect(service('Payments')).toBeVisible();
      await press(service('Payments'), look);
      await expect(page).toHaveURL(/component\/payments/);
    });
  });
}
