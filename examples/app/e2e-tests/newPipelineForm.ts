import { expect, type Page } from '@playwright/test';

/**
 * Fills in the form of a new pipeline, up to its review or to the accounts that
 * it deploys to, which are left as they are proposed. The pipeline deploys a
 * sample service to one account of each environment, all in one Region; all else
 * is as it is proposed.
 */
export async function fillInNewPipeline(
  page: Page,
  service: 'orders' | 'shipping',
  { upTo = 'review' }: { upTo?: 'accounts' | 'review' } = {},
): Promise<void> {
  const next = page.getByRole('button', { name: 'Next' });
  await chooseService(page, service);
  await next.click();

  await page
    .getByRole('combobox', { name: /^Bucket/ })
    .fill('sample-sources-111111111111');
  await page.getByLabel('Object key').fill(`${service}.zip`);
  await next.click();

  // Proposed: a build, no test.
  await expect(page.getByLabel('Buildspec')).toHaveValue('buildspec.yml');
  await next.click();

  if (upTo === 'accounts') {
    return;
  }

  // Proposed: a stage for each environment. This pipeline stays in one Region.
  await page.getByRole('button', { name: /^Remove prod-us/ }).click();
  await next.click();

  // Proposed: the service's own name.
  await expect(page.getByLabel('Stack name')).toHaveValue(service);
  await page.getByRole('button', { name: 'Review' }).click();
}

/** The list may be closed by what arrives while it is open. */
export async function chooseService(
  page: Page,
  service: string,
): Promise<void> {
  await expect(async () => {
    await page.getByRole('combobox', { name: /^Service/ }).fill(service);
    await page
      .getByRole('option', { name: new RegExp(service, 'i') })
      .first()
      .click({ timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
}
