import { expect } from '@playwright/test';
import { fillInNewPipeline } from './newPipelineForm';
import { test } from './portalTest';
import { takeScreenshot } from './takeScreenshot';

test('somebody names accounts by rules, and the plan says which those are', async ({
  page,
}) => {
  const next = page.getByRole('button', { name: 'Next' });
  await page.goto('/create/templates/default/cross-account-pipeline');
  await fillInNewPipeline(page, 'shipping', { upTo: 'accounts' });

  /** Names by a rule what a stage names one by one. */
  const nameByRule = async (
    stage: string,
    accounts: string[],
    rule: string,
  ) => {
    const group = page.getByRole('group', { name: stage });
    await group.getByRole('button', { name: /Add an account/ }).click();
    await page.getByRole('option', { name: rule }).click();
    // The next list has the same options, and this one takes a while to go.
    await expect(page.getByRole('option')).toHaveCount(0);
    for (const account of accounts) {
      const remove = group.getByRole('button', {
        name: new RegExp(`^Remove ${account} `),
      });
      if (await remove.isVisible()) {
        await remove.click();
      }
    }
    await expect(group.getByRole('listitem')).toHaveText(
      new RegExp(`^${rule}.*At present: ${accounts.join(', ')}`),
    );
  };
  await nameByRule(
    'Stage 1: development',
    ['dev'],
    'Every account with the tag tier=canary',
  );
  await nameByRule(
    'Stage 2: staging',
    ['staging'],
    'Every account in the organizational unit ou-sand-staging1',
  );
  await nameByRule(
    'Stage 3: production',
    ['prod-eu', 'prod-us'],
    'Every account of the environment production',
  );
  await takeScreenshot(page, 'form-accounts');
  await next.click();

  const plan = page.getByRole('group', { name: 'Plan' });
  await expect(
    plan.getByText('All 4 accounts can be reached').first(),
  ).toBeVisible();
  for (const account of ['dev', 'staging', 'prod-eu', 'prod-us']) {
    await expect(
      plan.getByText(new RegExp(`${account}\\b.*eu-west-1`)).first(),
    ).toBeVisible();
  }
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(/^Makes \d+ stacks · All 4 accounts can be reached/),
  ).toBeVisible();
});
