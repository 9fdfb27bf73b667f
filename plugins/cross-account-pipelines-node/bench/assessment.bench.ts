/**
 * Links assessed a second, for 1,000 pipelines with 50 target accounts each,
 * every pipeline with roles of its own in every account. On one core.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/assessment.bench.ts
 */
import { assessPipeline } from '../src/assessment';
import { healthyEstate } from '../src/assessment/fixtures/healthyEstate';

const PIPELINES = Number(process.env.BENCH_PIPELINES ?? 1000);
const TARGETS = 50;

const estate = healthyEstate({
  pipelines: Array.from(
    { length: PIPELINES },
    (_, index) => `service-${index}`,
  ),
  targets: Array.from({ length: TARGETS }, (_, index) =>
    String(index + 1).padStart(12, '0'),
  ),
});
const pipelineArns = Object.keys(estate.accounts['111111111111'].pipelines);

/** Assesses every pipeline; prints what it took. */
function round(name: string): void {
  const start = performance.now();
  let links = 0;
  for (const pipelineArn of pipelineArns) {
    const report = assessPipeline({ estate, pipelineArn });
    if (report.health !== 'healthy') {
      throw new Error(`${pipelineArn} is ${report.health}.`);
    }
    links += report.links.length;
  }
  const seconds = (performance.now() - start) / 1000;
  const perSecond = Math.round(links / seconds).toLocaleString('en');
  process.stdout.write(
    `assessment, ${name}: ${links.toLocaleString(
      'en',
    )} links in ${seconds.toFixed(2)} s, ${perSecond} links/s\n`,
  );
}

round('first (each document compiled)');
round('again (from memory)');

const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`assessment, peak memory: ${peakMegabytes} MB\n`);
