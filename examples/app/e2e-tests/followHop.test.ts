import { expect, test } from '@playwright/test';
import { signIn } from './signIn';
import { tellSandbox } from './sandbox';
import { takeScreenshot } from './takeScreenshot';

/** IAM's own delay: what changed less than a minute ago is not judged yet. */
const SETTLING_MS = 90_000;

test.beforeEach(({ page }) => signIn(page));

test('somebody follows a broken hop from the card to what decides', async ({
  page,
  request,
}) => {
  const hop = {
    pipeline: 'payments',
    account: '333333333333',
    hop: 'key',
  } as const;
  await tellSandbox(request, 'break', hop);
  await page.goto('/catalog/default/component/payments');
  await expect(async () => {
    await page.getByRole('button', { name: /^Check/ }).click();
    await expect(page.getByText(/^1 of 3 accounts cannot/)).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: SETTLING_MS });

  await page.getByRole('link', { name: 'Details' }).focus();
  await page.keyboard.press('Enter');
  const key = page.getByRole('button', { name: /^Broken.*decrypt/ });
  await expect(key).toHaveAttribute('aria-expanded', 'true');
  await expect(
    page.getByText(/^The key policy of .* does not allow/).first(),
  ).toBeVisible();
  await takeScreenshot(page, 'tab-links');

  await tellSandbox(request, 'mend', hop);
  await expect(async () => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(
      page.getByText('All 3 accounts can be reached').first(),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: SETTLING_MS });
});

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
