import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './portalTest';

/** Whom a screen has to serve. */
export interface Look {
  look: string;
  theme: 'light' | 'dark';
  width: number;
  /** Without a mouse. */
  byKeyboard?: boolean;
}

export const looks: Look[] = [
  { look: 'light', theme: 'light', width: 1280 },
  { look: 'dark', theme: 'dark', width: 1280 },
  { look: 'at 390 px', theme: 'light', width: 390 },
  { look: 'by keyboard', theme: 'dark', width: 1280, byKeyboard: true },
];

/** More places than these to tab through, nobody would. */
const PATIENCE = 120;

/** Gives each test of a `describe` this look. */
export function useLook(look: Look): void {
  test.beforeEach(({ page }) => takeLook(page, look));
}

/** Changes what a page, also one that is open, has to suit. */
export async function takeLook(
  page: Page,
  { theme, width }: Look,
): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

/** Presses something with what the look has: the mouse, or Tab and Enter. */
export async function press(target: Locator, look: Look): Promise<void> {
  if (!look.byKeyboard) {
    await target.click();
    return;
  }
  await tabTo(target);
  await target.page().keyboard.press('Enter');
}

/** Fills in a field with what the look has. */
export async function type(
  field: Locator,
  text: string,
  look: Look,
): Promise<void> {
  if (!look.byKeyboard) {
    await field.fill(text);
    return;
  }
  await tabTo(field);
  await field.page().keyboard.type(text);
}

/** Opens one of several tabs: by keyboard, with the arrows from the one that is open. */
export async function openTab(
  page: Page,
  name: string,
  look: Look,
): Promise<void> {
  const tab = page.getByRole('tab', { name });
  if (!look.byKeyboard) {
    await tab.click();
    return;
  }
  const tabs = page.getByRole('tablist').filter({ has: tab });
  await tabTo(tabs.getByRole('tab', { selected: true }));
  for (let left = await tabs.getByRole('tab').count(); left > 0; left--) {
    if (await isFocused(tab)) {
      break;
    }
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Enter');
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

/** Goes on with Tab, or back with Shift+Tab, until something has the focus. */
export async function tabTo(
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const page: Page = target.page();
  await expect(target).toBeVisible();
  for (let tabs = 0; !(await isFocused(target)); tabs++) {
    expect(tabs, 'places to tab through').toBeLessThan(PATIENCE);
    await page.keyboard.press(key);
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate(element => element.contains(document.activeElement));
}
