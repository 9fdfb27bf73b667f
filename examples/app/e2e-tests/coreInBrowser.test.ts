import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect } from '@playwright/test';
import { test } from './portalTest';

const coreFolder = path.resolve('plugins/cross-account-pipelines-core');

/** Kilobytes (1,000 bytes), compressed, of what judges and explains in a page. */
const BUDGET_KB = 130;

const judging = 'assessPipeline, evaluateAccess, explainError';

/** What also judges templates before they are deployed; it reads YAML. */
const checking = `${judging}, checkStacks, estateFromTemplates`;

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: coreFolder, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0].text;
}

async function kilobytesOf(names: string): Promise<number> {
  const text = await bundle(
    `import { ${names} } from './src'; window.core = { ${names} };`,
  );
  return gzipSync(text, { level: 9 }).length / 1000;
}

test('the core stays small enough for a page', async () => {
  const kilobytes = await kilobytesOf(judging);
  const added = (await kilobytesOf(checking)) - kilobytes;
  test.info().annotations.push(
    {
      type: 'size',
      description: `${kilobytes.toFixed(1)} kB of ${BUDGET_KB} kB`,
    },
    {
      type: 'size',
      description: `checkStacks and estateFromTemplates add ${added.toFixed(
        1,
      )} kB`,
    },
  );
  expect(kilobytes).toBeLessThan(BUDGET_KB);
});

test('the core assesses and explains in a browser', async ({ page }) => {
  await page.setContent('<!doctype html><title>core</title>');
  await page.addScriptTag({
    content: await bundle(`
      import { assessPipeline, explainError } from './src';
      import { healthyEstate } from './src/assessment/fixtures/healthyEstate';
      const estate = healthyEstate();
      const [pipelineArn] = Object.values(estate.accounts).flatMap(
        ({ pipelines }) => Object.keys(pipelines),
      );
      window.results = {
        report: assessPipeline({ estate, pipelineArn }),
        explanations: explainError({
          text: 'User: arn:aws:sts::111111111111:assumed-role/service/1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/action',
        }),
      };`),
  });
  const { report, explanations } = await page.evaluate(
    () => (window as unknown as { results: Results }).results,
  );
  expect(report.health).toBe('healthy');
  expect(report.links.length).toBeGreaterThan(0);
  expect(explanations[0].hop).toBe('H1');
});

interface Results {
  report: { health: string; links: unknown[] };
  explanations: Array<{ hop?: string }>;
}
