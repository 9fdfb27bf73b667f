import { chromium, expect } from '@playwright/test';
import { findChromium } from '../findChromium.mjs';

/** Milliseconds for a task that deploys eight stacks, and for IAM to settle. */
const TASK_TIMEOUT_MS = 300_000;

/**
 * Does in a browser what somebody does who has just installed the plugins: sets
 * up a pipeline with the template, and finds the card on the service's page.
 */
export async function useAsNewcomer({ appUrl, screenshot }) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
    });
    page.setDefaultTimeout(60_000);
    try {
      await signIn(page, appUrl);
      await createPipeline(page, appUrl);
      await expect(
        page.getByText('orders can work in every account it reaches'),
      ).toBeVisible({ timeout: TASK_TIMEOUT_MS });
      await page.goto(`${appUrl}/catalog/default/component/orders`);
      await expect(page.getByText('All 2 accounts can be reached')).toBeVisible(
        { timeout: 60_000 },
      );
    } finally {
      await page.screenshot({ path: screenshot, fullPage: true });
    }
  } finally {
    await browser.close();
  }
}

async function signIn(page, appUrl) {
  await page.goto(appUrl);
  const enter = page.getByRole('button', { name: 'Enter' });
  const create = page.getByRole('link', { name: /Create/ }).first();
  await enter.or(create).first().waitFor();
  // The legacy app signs guests in by itself.
  if (await enter.isVisible()) {
    await enter.click();
  }
  await create.waitFor();
}

async function createPipeline(page, appUrl) {
  await page.goto(`${appUrl}/create/templates/default/cross-account-pipeline`);
  await page.getByRole('combobox', { name: 'Service' }).fill('orders');
  await page
    .getByRole('option', { name: /orders/i })
    .first()
    .click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('combobox', { name: /^Bucket/ })
    .fill('sample-sources-111111111111');
  await page.getByLabel('Object key').fill('orders.zip');
  await page.getByRole('button', { name: 'Next' }).click();
  // What is proposed is taken: no tests, a stage for each environment.
  await expect(async () => {
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByLabel('Stack name')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: TASK_TIMEOUT_MS });
  await page.getByLabel('Stack name').fill('orders');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
}
