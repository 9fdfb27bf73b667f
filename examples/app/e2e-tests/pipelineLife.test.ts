import { expect, type Page } from '@playwright/test';
import { fillInNewPipeline } from './newPipelineForm';
import {
  cardAround,
  checkAgainUntil,
  pipelineOf,
  SETTLING_MS,
} from './pipelineCard';
import { test } from './portalTest';
import { readEstate, tellSandbox } from './sandbox';
import { takeScreenshot } from './takeScreenshot';

/** Nobody else has a pipeline for it. */
const name = 'shipping';
const service = `/catalog/default/component/${name}`;

/** Stacks are made and removed one phase after the other. */
const TASK_MS = 120_000;

test('a pipeline lives on the page of its service and leaves nothing behind', async ({
  page,
  request,
}) => {
  const before = await readEstate(request);
  const pipeline = pipelineOf(page, name);
  const account = (shown: string) =>
    pipeline.getByRole('button', { name: new RegExp(shown) });

  await test.step('create', async () => {
    await page.goto('/create/templates/default/cross-account-pipeline');
    await fillInNewPipeline(page, name);
    await finishTask(page, 'shipping can work in every account it reaches');
    await expect(
      pipeline.getByText('All 3 accounts can be reached'),
    ).toBeVisible();
    await approve(page);
  });

  await test.step('change: one account more, one less', async () => {
    await choose(page, 'Change');
    await page.getByRole('button', { name: 'Next' }).click();
    await page
      .getByRole('button', { name: 'Remove staging', exact: true })
      .click();
    await page
      .getByRole('group', { name: 'Stage 2: production' })
      .getByRole('button', { name: /Add an account/ })
      .click();
    await page.getByRole('option', { name: /^prod-us/ }).click();
    await page.getByLabel('Remove what is not needed any more').click();
    await page
      .getByLabel('Delete what the pipeline deployed there, too')
      .click();
    const plan = page.getByRole('group', { name: 'Plan' });
    await expect(plan.getByText(/^Lost: staging/)).toBeVisible();
    await expect(plan.getByText(/^Gained: prod-us/)).toBeVisible();
    await takeScreenshot(page, 'life-change');
    await page.getByRole('button', { name: 'Review' }).click();
    await finishTask(page, 'shipping can work in every account it reaches');
    await checkAgainUntil(page, 'All 3 accounts can be reached');
    await expect(account('prod-us')).toBeVisible();
    await expect(account('staging')).toBeHidden();
  });

  await test.step('break and repair', async () => {
    await tellSandbox(request, 'break', {
      pipeline: name,
      account: '444444444444',
      hop: 'key',
    });
    await checkAgainUntil(page, '1 of 3 accounts cannot be reached');
    await choose(page, 'Repair');
    await page.getByRole('button', { name: 'Review' }).click();
    await finishTask(page, 'What was mended');
    await checkAgainUntil(page, 'All 3 accounts can be reached');
  });

  await test.step('start, approve and watch', async () => {
    await choose(page, 'Start a run');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await checkAgainUntil(page, /^started by user-default-guest/);
    await approve(page);
  });

  await test.step('remove', async () => {
    await choose(page, 'Remove');
    await page.getByLabel('Delete what the pipeline deployed').click();
    await page.getByLabel('Delete all artifacts').click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByText('What stays').first()).toBeVisible({
      timeout: TASK_MS,
    });
    await takeScreenshot(page, 'life-removed');
    await page.goto(service);
    await expect(
      page.getByText('No pipeline is registered for this entity yet.'),
    ).toBeVisible();
  });

  expect(await readEstate(request)).toEqual(before);
});

/** What the card offers. */
async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Lets the run go on that waits for somebody, and sees how it ends. */
async function approve(page: Page): Promise<void> {
  await checkAgainUntil(page, 'production/Approve waits for approval');
  await takeScreenshot(cardAround(pipelineOf(page, name)), 'card-approval');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(async () => {
    await page.getByRole('button', { name: /^Check again/ }).click();
    await expect(
      pipelineOf(page, name).locator('[data-status="Succeeded"]').first(),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: SETTLING_MS });
}

/** Runs what the review shows, and goes on to the service's page. */
async function finishTask(page: Page, said: string): Promise<void> {
  await page.getByRole('button', { name: 'Create' }).click();
  const open = page.getByRole('link', {
    name: /Open the service|The service's page/,
  });
  await expect(open).toBeVisible({ timeout: TASK_MS });
  await expect(page.getByText(said).first()).toBeVisible();
  await open.click();
}
