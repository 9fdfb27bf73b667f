import type { Page } from '@playwright/test';

/** Opens what can be opened in the plugin's parts: what is hidden is not judged. */
export async function openEverything(page: Page): Promise<void> {
  const closed = page.locator(
    '[data-cross-account-pipelines] button[aria-expanded="false"]:not([aria-haspopup])',
  );
  for (let left = await closed.count(); left > 0 && left < 40; left -= 1) {
    await closed.first().click();
  }
}
