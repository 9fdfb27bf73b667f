import { expect, type Page } from '@playwright/test';
import { chooseService, fillInNewPipeline } from './newPipelineForm';
import { checkAgainUntil, pipelineOf } from './pipelineCard';
import { test } from './portalTest';
import { tellSandbox } from './sandbox';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';

// A newcomer has to sign in.
test.use({ storageState: { cookies: [], origins: [] } });
test.beforeEach(({ page }) => signIn(page));

test('a newcomer sets up a pipeline, breaks it and reads why', async ({
  page,
  request,
}) => {
  await fillInTemplate(page);
  await page.getByRole('button', { name: 'Create' }).click();

  await page.getByRole('button', { name: 'Show Logs' }).click();
  await expect(page.getByText(/orders-foundation\]/).first()).toBeVisible({
    timeout: 60_000,
  });
  await takeScreenshot(page, 'task-running');
  await page.getByRole('button', { name: 'Hide Logs' }).click();

  const service = page.getByRole('link', { name: 'Open the service' });
  await expect(service).toBeVisible({ timeout: 120_000 });
  await expect(
    page.getByText('orders can work in every account it reaches'),
  ).toBeVisible();
  await takeScreenshot(page, 'task-finished');

  await service.click();
  const pipeline = pipelineOf(page, 'orders');
  const row = pipeline.getByRole('button', { name: /prod-eu/ });
  await expect(
    pipeline.getByText('All 3 accounts can be reached'),
  ).toBeVisible();
  await expect(row).toHaveAccessibleName(/^Healthy/);

  const hop = {
    pipeline: 'orders',
    account: '333333333333',
    hop: 'key',
  } as const;
  await tellSandbox(request, 'break', hop);
  await checkAgainUntil(page, '1 of 3 accounts cannot be reached');

  await expect(row).toHaveAccessibleName(/^Broken/);
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(
    pipeline.getByText(/^The key policy of .* does not allow/).first(),
  ).toBeVisible();
  await expect(
    pipeline.getByText('To change: the called side, tools').first(),
  ).toBeVisible();
  await expect(
    pipeline.getByText('LetTargetRolesDecrypt').first(),
  ).toBeVisible();

  await tellSandbox(request, 'mend', hop);
  await checkAgainUntil(page, 'All 3 accounts can be reached');
});

test('the seeded services show their links as they are', async ({ page }) => {
  const summaries = {
    payments: 'All 3 accounts can be reached',
    checkout: '1 of 2 accounts cannot be reached',
    invoices: '1 of 2 accounts cannot be reached',
    'search-api': 'All 2 accounts can be reached · 1 has a warning',
  };
  for (const [service, summary] of Object.entries(summaries)) {
    await page.goto(`/catalog/default/component/${service}`);
    await checkAgainUntil(page, summary);
  }
});

async function fillInTemplate(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Create' }).click();
  await page
    .locator('.MuiCard-root')
    .filter({
      has: page.getByRole('heading', { name: 'New cross-account pipeline' }),
    })
    .getByRole('button', { name: 'Choose' })
    .click();
  await chooseService(page, 'orders');
  await expect(page.getByRole('listbox')).toBeHidden();
  await takeScreenshot(page, 'form-service');

  await fillInNewPipeline(page, 'orders');
}
