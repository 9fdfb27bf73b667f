import { expect, type Locator, type Page } from '@playwright/test';

/** IAM's own delay: what changed less than a minute ago is not judged yet. */
export const SETTLING_MS = 90_000;

/** The part of a card or a tab that is about one pipeline. */
export function pipelineOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** The card that a pipeline is on. */
export function cardAround(pipeline: Locator): Locator {
  return pipeline.page().locator('.bui-Card').filter({ has: pipeline });
}

/** Asks as often as a person would who waits for IAM to settle. */
export async function checkAgainUntil(
  page: Page,
  summary: string | RegExp,
): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: /^Check (again|now)/ }).click();
    await expect(page.getByText(summary).first()).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: SETTLING_MS });
}
