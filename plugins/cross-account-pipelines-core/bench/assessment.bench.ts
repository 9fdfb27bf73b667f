/**
 * Links assessed a second, for 1,000 pipelines with 50 target accounts each,
 * every pipeline with roles of its own in every account. On one core.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/assessment.bench.ts
 */
import { setFlagsFromString } from 'node:v8';
import { assessPipeline } from '../src/assessment';
import { healthyEstate } from '../src/assessment/fixtures/healthyEstate';
import { parsePolicyText } from '../src/estate/parsePolicyText';

const PIPELINES = Number(process.env.BENCH_PIPELINES ?? 1000);
const TARGETS = 50;

/** Seconds to judge all links again. */
const AIM = 2;

// What is remembered of 50,000 links does not fit into a small machine's default heap.
setFlagsFromString('--max-old-space-size=6144');

const estate = healthyEstate({
  pipelines: Array.from(
    { length: PIPELINES },
    (_, index) => `service-${index}`,
  ),
  targets: Array.from({ length: TARGETS }, (_, index) =>
    String(index + 1).padStart(12, '0'),
  ),
});

// As collecting it has it, which reads each policy from its text.
for (const [id, account] of Object.entries(estate.accounts)) {
  estate.accounts[id] = JSON.parse(JSON.stringify(account), (_, value) =>
    value?.Statement ? parsePolicyText(JSON.stringify(value)) : value,
  );
}
const pipelineArns = Object.keys(estate.accounts['111111111111'].pipelines);

interface Spent {
  /** Seconds of this process, the garbage collector's threads included. */
  cpu: number;
  /** Seconds on the clock, which other work on the machine makes longer. */
  clock: number;
}

/** Assesses every pipeline once. */
function assessAll(): Spent {
  const before = process.cpuUsage();
  const start = performance.now();
  for (const pipelineArn of pipelineArns) {
    const { health, links } = assessPipeline({ estate, pipelineArn });
    if (health !== 'healthy' || links.length !== TARGETS) {
      throw new Error(
        `${pipelineArn} is ${health} with ${links.length} links.`,
      );
    }
  }
  const { user, system } = process.cpuUsage(before);
  return {
    cpu: (user + system) / 1e6,
    clock: (performance.now() - start) / 1000,
  };
}

function print(name: string, rounds: Spent[], aim?: number): void {
  const links = PIPELINES * TARGETS;
  const sorted = [...rounds].sort((a, b) => a.cpu - b.cpu);
  const { cpu, clock } = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(
    `assessment, ${name}: ${links.toLocaleString('en')} links in ${cpu.toFixed(
      2,
    )} s of processor time${aim ? ` (aim ${aim})` : ''}, ${clock.toFixed(
      2,
    )} s on the clock; ${Math.round(links / cpu).toLocaleString(
      'en',
    )} links/s\n`,
  );
}

print('first (each document compiled)', [assessAll()]);
print('again (from memory)', Array.from({ length: 5 }, assessAll), AIM);

const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const kilobytes = Math.round((peakMegabytes * 1024) / (PIPELINES * TARGETS));
process.stdout.write(
  `assessment, peak memory: ${peakMegabytes} MB, ${kilobytes} KB a link\n`,
);
