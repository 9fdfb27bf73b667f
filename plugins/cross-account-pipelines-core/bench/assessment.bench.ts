/**
 * Links assessed a second, for 1,000 pipelines with 50 target accounts each,
 * every pipeline with roles of its own in every account. On one core.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/assessment.bench.ts
 */
import { Assessment } from '../src/assessment';
import { healthyEstate } from '../src/assessment/fixtures/healthyEstate';
import { PolicyTexts } from '../src/estate/PolicyTexts';

const PIPELINES = Number(process.env.BENCH_PIPELINES ?? 1000);
const TARGETS = 50;

/** Seconds of processor time for all links, and MB beyond the estate itself. */
const AIM = { seconds: 6, megabytes: 700 };

const estate = healthyEstate({
  pipelines: Array.from(
    { length: PIPELINES },
    (_, index) => `service-${index}`,
  ),
  targets: Array.from({ length: TARGETS }, (_, index) =>
    String(index + 1).padStart(12, '0'),
  ),
});

const policyTexts = new PolicyTexts();

// As collecting it has it, which reads each policy from its text.
for (const [id, account] of Object.entries(estate.accounts)) {
  estate.accounts[id] = JSON.parse(JSON.stringify(account), (_, value) =>
    value?.Statement ? policyTexts.read(JSON.stringify(value)) : value,
  );
}
const pipelineArns = Object.keys(estate.accounts['111111111111'].pipelines);

interface Spent {
  /** Seconds of this process, the garbage collector's threads included. */
  cpu: number;
  /** Seconds on the clock, which other work on the machine makes longer. */
  clock: number;
}

/** Assesses every pipeline once, in one run. */
function assessAll(): Spent {
  const before = process.cpuUsage();
  const start = performance.now();
  const assessment = new Assessment({ estate });
  for (const pipelineArn of pipelineArns) {
    const { health, links } = assessment.assess(pipelineArn);
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

const peakMegabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);

const held = peakMegabytes();
const { cpu, clock } = assessAll();
const links = PIPELINES * TARGETS;
const ratio = (AIM.seconds * (PIPELINES / 1000)) / cpu;
const grown = peakMegabytes() - held;
process.stdout.write(
  [
    `assessment, first run: ${links.toLocaleString(
      'en',
    )} links in ${cpu.toFixed(2)} s of processor time, ${ratio.toFixed(
      2,
    )} x the aim of ${AIM.seconds} s for 50,000; ${clock.toFixed(
      2,
    )} s on the clock; ${Math.round(links / cpu).toLocaleString('en')} links/s`,
    `assessment, memory: ${held} MB with the estate, ${grown} MB more at the peak (aim ${
      AIM.megabytes
    }), ${Math.round((grown * 1024) / links)} KB a link`,
    '',
  ].join('\n'),
);
