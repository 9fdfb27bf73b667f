import {
  expect,
  type APIRequestContext,
  type Locator,
  type Page,
} from '@playwright/test';
import { expectAccessible, expectReflow } from './expectAccessible';
import { type Look, takeLook } from './looks';
import { openEverything } from './openEverything';
import { cardAround, checkAgainUntil, pipelineOf } from './pipelineCard';
import { test } from './portalTest';
import { disturb, startPipeline } from './sandbox';
import { takeScreenshot } from './takeScreenshot';

// They need nothing of each other, and are half of all tests.
test.describe.configure({ mode: 'parallel' });

/** By what a look adds to the name of a picture. */
const looks: Record<string, Look> = {
  '': { look: 'light', theme: 'light', width: 1280 },
  '-dark': { look: 'dark', theme: 'dark', width: 1280 },
  '-narrow': { look: 'at 390 px', theme: 'light', width: 390 },
  // As narrow as WCAG asks.
  '-narrowest': { look: 'at 320 px, dark', theme: 'dark', width: 320 },
};

interface Screen {
  /** Of its pictures. */
  name: string;
  path: string;
  /** What has to be there when it is judged. */
  shows: RegExp;
  /** What the picture is of; without it, all that is in sight. */
  part?(page: Page): Locator;
  /** Brings about, before it is opened, what it shows. */
  before?(page: Page, request: APIRequestContext): Promise<void>;
  /** Brings about, once it is open, what it shows, as often as that is lost. */
  arrange?(page: Page, request: APIRequestContext): Promise<void>;
  /** Leaves everything as it was. */
  after?(page: Page, request: APIRequestContext): Promise<void>;
  /** Whether only others' fields are on it. */
  isOthers?: boolean;
}

const service = (name: string) => `/catalog/default/component/${name}`;
const tab = (name: string, view: string) =>
  `${service(name)}/pipelines?view=${view}`;
const template = (name: string, formData: object = {}) =>
  `/create/templates/default/${name}?formData=${encodeURIComponent(
    JSON.stringify(formData),
  )}`;
const card = (page: Page) =>
  page
    .locator('.bui-Card')
    .filter({ has: page.locator('[data-cross-account-pipelines]') });
const ofCheckout = {
  component: 'component:default/checkout',
  pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:checkout',
};

/** Has a pipeline run into the hop that is broken. */
async function failRun(page: Page, request: APIRequestContext): Promise<void> {
  await startPipeline(request, 'invoices');
  await checkAgainUntil(page, 'What is in the way:');
}

/** Every screen, in every state. */
const screens: Screen[] = [
  {
    name: 'card-healthy',
    path: service('payments'),
    shows: /accounts can be reached/,
    part: card,
  },
  {
    name: 'card-warning',
    path: service('search-api'),
    shows: /has a warning/,
    part: card,
  },
  {
    name: 'card-broken',
    path: service('checkout'),
    shows: /accounts cannot be reached/,
    part: card,
  },
  {
    name: 'card-run-failed',
    path: service('invoices'),
    shows: /What is in the way:/,
    part: card,
    arrange: failRun,
  },
  {
    name: 'card-stale',
    path: service('payments'),
    shows: /not checked since 2 hours ago/,
    part: card,
    before: page => page.clock.install({ time: Date.now() + 2 * 3_600_000 }),
  },
  {
    name: 'card-empty',
    path: service('orders'),
    shows: /No pipeline is registered/,
    part: card,
  },
  {
    name: 'card-unconfigured',
    path: service('fraud-check'),
    shows: /add it under crossAccountPipelines\.accounts in app-config/,
    part: card,
  },
  {
    name: 'card-forbidden',
    path: service('payments'),
    shows: /You need the permission cross-account-pipelines\.report\.read/,
    part: card,
    before: page =>
      refuse(page, 'GET', {
        statusCode: 403,
        name: 'NotAllowedError',
        message:
          "The portal's permission policy does not grant you cross-account-pipelines.report.read for component:default/payments; nothing was done",
      }),
  },
  {
    name: 'card-check-failed',
    path: service('payments'),
    shows: /^Checking again failed/,
    part: card,
    before: page =>
      refuse(page, 'POST', {
        statusCode: 503,
        name: 'ServiceUnavailableError',
        message: 'AWS did not answer within 30 s; the next check tries again',
      }),
    arrange: page => checkAgainUntil(page, /^Checking again failed/),
  },
  {
    name: 'tab-links',
    path: tab('checkout', 'links'),
    shows: /cannot be reached/,
  },
  {
    name: 'tab-runs',
    path: tab('invoices', 'runs'),
    shows: /What is in the way:/,
    arrange: failRun,
  },
  {
    name: 'tab-history-first',
    path: tab('checkout', 'history'),
    shows: /first seen|Nothing has changed/,
  },
  {
    name: 'tab-findings',
    path: tab('search-api', 'findings'),
    shows: /Waive/,
  },
  {
    name: 'fleet',
    path: '/cross-account-pipelines',
    shows: /\d\d links/,
  },
  {
    name: 'fleet-accounts',
    path: '/cross-account-pipelines?by=account',
    shows: /reached by/,
  },
  {
    name: 'account',
    path: '/catalog/default/resource/aws-account-333333333333',
    shows: /Pipelines that reach this account/,
    part: card,
  },
  {
    name: 'home',
    path: '/home',
    shows: /links are broken/,
  },
  {
    name: 'form-new',
    path: template('cross-account-pipeline'),
    shows: /Where the pipeline lives/,
  },
  {
    name: 'form-attach',
    path: template('attach-existing-pipeline', { what: 'attach' }),
    shows: /What it does where/,
    isOthers: true,
  },
  {
    name: 'form-repair',
    path: template('repair-cross-account-pipeline', ofCheckout),
    shows: /What to repair/,
    isOthers: true,
  },
  {
    name: 'form-remove',
    path: template('remove-cross-account-pipeline', ofCheckout),
    shows: /Delete all artifacts/,
    isOthers: true,
  },
  {
    name: 'form-roll-out',
    path: template('roll-out-templates'),
    shows: /Only say what would change/,
    isOthers: true,
  },
  {
    name: 'card-unknown',
    path: service('invoices'),
    shows: /could not be judged/,
    part: card,
    arrange: async (page, request) => {
      await disturb(request, 'throttle', { service: 'kms', calls: 10_000 });
      await checkAgainUntil(page, /could not be judged/);
    },
    after: async (page, request) => {
      await disturb(request, 'throttle', { service: 'kms', calls: 0 });
      await checkAgainUntil(page, /^1 of 2 accounts cannot be reached$/);
    },
  },
];

for (const screen of screens) {
  test(`${screen.name} is for everybody`, async ({ page, request }) => {
    const { name, path, isOthers } = screen;
    const part = screen.part?.(page) ?? page;
    await screen.before?.(page, request);
    await page.goto(path);
    for (const [suffix, look] of Object.entries(looks)) {
      await takeLook(page, look);
      await expectShown(screen, page, request, () =>
        takeScreenshot(part, `${name}${suffix}`),
      );
      if (!isOthers) {
        await openEverything(page);
        await expectAccessible(page);
        // The grid of a form is wider than the page by its gaps.
        if (!path.startsWith('/create')) {
          await expectReflow(page);
        }
      }
    }
    await screen.after?.(page, request);
  });
}

test('every gate stands under its name', async ({ page }) => {
  await page.goto(service('checkout'));
  const table = page.getByRole('table', { name: /checkout reaches/ });
  for (const [index, gate] of ['Enter', 'Artifacts', 'Key'].entries()) {
    const name = table.getByRole('columnheader', { name: gate });
    const icon = table
      .getByRole('row', { name: /staging/ })
      .last()
      .getByRole('cell')
      .nth(index + 1)
      .locator('svg');
    expect(await middleOf(icon)).toBeCloseTo(await middleOf(name), 0);
  }
});

async function middleOf(part: Locator): Promise<number> {
  const { x, width } = (await part.boundingBox())!;
  return x + width / 2;
}

test('a hop that is opened says why, what decides and what to change', async ({
  page,
}) => {
  await page.goto(service('checkout'));
  const pipeline = pipelineOf(page, 'checkout');
  await pipeline.getByRole('button', { name: /prod-eu/ }).click();
  await expect(
    pipeline
      .getByText(/^To change:/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await takeScreenshot(cardAround(pipeline), 'card-reason');
});

/** A check ends within 30 s; a cold portal takes its time to begin one. */
const FIRST_CHECK_MS = 60_000;

/**
 * Has a pipeline read where the schedule has not come to it yet, and brings about
 * what the screen is to show.
 *
 * @param look - called while that is shown: Backstage makes a page anew when it
 *   turns narrow
 */
async function expectShown(
  { shows, arrange }: Screen,
  page: Page,
  request: APIRequestContext,
  look: () => Promise<void>,
): Promise<void> {
  const check = page.getByRole('button', { name: 'Check now' });
  const shown = page.getByText(shows).first();
  await expect(async () => {
    if (await check.isVisible()) {
      await check.click({ timeout: 5_000 });
    }
    if (arrange && !(await shown.isVisible())) {
      await arrange(page, request);
    }
    await expect(shown).toBeVisible({ timeout: 5_000 });
    await look();
    expect(await shown.isVisible()).toBe(true);
  }).toPass({ timeout: FIRST_CHECK_MS });
}

/** Lets the backend refuse what is asked of an entity's pipelines. */
async function refuse(
  page: Page,
  method: string,
  answer: { statusCode: number; name: string; message: string },
): Promise<void> {
  const { statusCode, ...error } = answer;
  await page.route('**/api/cross-account-pipelines/v1/entities/**', route =>
    route.request().method() === method
      ? route.fulfill({
          status: statusCode,
          json: { error, response: { statusCode } },
        })
      : route.fallback(),
  );
}
