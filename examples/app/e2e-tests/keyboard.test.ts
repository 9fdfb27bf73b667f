import { expect, type Locator, type Page } from '@playwright/test';
import { tabTo } from './looks';
import { cardAround, checkAgainUntil, pipelineOf } from './pipelineCard';
import { test } from './portalTest';

test('somebody without a mouse goes through the card from top to bottom', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/payments');
  await checkAgainUntil(page, 'All 3 accounts can be reached');
  const pipeline = pipelineOf(page, 'payments');
  const card = cardAround(pipeline);
  const menu = card.getByRole('button', { name: 'More about payments' });
  const places = [
    card.getByRole('button', { name: 'Check again' }),
    menu,
    ...['dev', 'staging', 'prod-eu', 'Pipeline itself', 'not seen'].map(name =>
      card.getByRole('button', { name: new RegExp(name) }),
    ),
    card.getByRole('link', { name: 'Details' }),
  ];
  await tabTo(menu);
  await tabTo(places[0], 'Shift+Tab');
  for (const place of places) {
    await expect(place).toBeFocused();
    await expectFocusShown(place);
    await page.keyboard.press('Tab');
  }

  await tabTo(menu, 'Shift+Tab');
  await expectEscapeCloses(page, menu, page.getByRole('menu'));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Start a run' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Start payments?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('somebody without a mouse opens and leaves a filter of the fleet', async ({
  page,
}) => {
  await page.goto('/cross-account-pipelines');
  await expect(page.getByText(/^\d+ links$/).first()).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await tabTo(search);
  await page.keyboard.press('Tab');
  const state = page.getByRole('button', { name: /State$/ }).first();
  await expect(state).toBeFocused();
  await expectFocusShown(state);
  await expectEscapeCloses(page, state, page.getByRole('listbox'));
});

/** Opens with Enter, closes with Escape, and is where one was. */
async function expectEscapeCloses(
  page: Page,
  opener: Locator,
  opened: Locator,
): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(opened).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opened).toBeHidden();
  await expect(opener).toBeFocused();
}

/** Fails where one cannot see what has the focus; WCAG 2.4.7. */
async function expectFocusShown(place: Locator): Promise<void> {
  const shown = await place.evaluate(element => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (
      (outlineStyle !== 'none' && outlineWidth !== '0px') ||
      boxShadow !== 'none'
    );
  });
  expect(shown).toBe(true);
}
