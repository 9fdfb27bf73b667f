import { expect } from '@playwright/test';
import { test } from './portalTest';
import { takeScreenshot } from './takeScreenshot';

test('an address that names a hop opens it', async ({ page }) => {
  await page.goto('/catalog/default/component/checkout/pipelines');
  const check = page.getByRole('button', { name: /^Check/ });
  await check.click();
  await expect(page.getByText(/^1 of 2 accounts cannot/)).toBeVisible();
  const context = page.context();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link' }).last().click();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toContain('hop=');
  await page.goto(address);
  await expect(page.locator('[data-named]')).toBeFocused();
});

test('an error that somebody pastes leads to its hop', async ({ page }) => {
  await page.goto('/cross-account-pipelines');
  await page.getByRole('button', { name: /^Paste an error/ }).click();
  await page
    .getByLabel('Error text')
    .fill(
      'User: arn:aws:sts::111111111111:assumed-role/service/1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/action',
    );
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('Hop H1, gate Enter').first()).toBeVisible();
  await takeScreenshot(page, 'explain-error');
});
