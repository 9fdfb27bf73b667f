import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The parts of a page that the plugin brings. */
const ownParts = '[data-cross-account-pipelines]';

/** Fails where one of the plugin's parts breaks a rule of WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page.locator(ownParts).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .include(ownParts)
    .withTags(rules)
    .analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(
        ({ html, failureSummary }) => `${failureSummary} ${html}`,
      ),
    })),
  ).toEqual([]);
}

/** Fails where a page has to be scrolled sideways; WCAG 1.4.10. */
export async function expectReflow(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Fails where a part of a page has to be scrolled sideways to be read. */
export async function expectNoOverflow(part: Locator): Promise<void> {
  const overflow = await part.evaluate(
    ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
