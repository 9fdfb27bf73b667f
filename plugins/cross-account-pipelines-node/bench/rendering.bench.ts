/**
 * Milliseconds from a spec to a judged plan, for 1 to 1,000 target accounts:
 * rendered (the spec parsed, the templates filled) and checked (resolved,
 * validated, assessed). The validating engine is started before, and each size
 * is planned twice before it is timed. Files are not written.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/rendering.bench.ts
 */
import {
  blockingFindings,
  hopsOf,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  checkRendered,
  readTemplateFolder,
  renderPipeline,
} from '../src/rendering';

/** Aims in milliseconds; nothing fails where they are missed. */
const SIZES: Array<{ accounts: number; aim?: number }> = [
  { accounts: 1 },
  { accounts: 10 },
  { accounts: 100, aim: 300 },
  { accounts: 1000, aim: 2000 },
];
const WARM_UP = 2;
const ROUNDS = 9;

interface Plan {
  /** Milliseconds. */
  rendered: number;
  checked: number;
  /** What was planned. */
  counts: string;
}

function specFor(accounts: number): unknown {
  return {
    name: 'fleet',
    account: '111111111111',
    region: 'eu-west-1',
    source: { provider: 'S3', bucket: 'sources', objectKey: 'fleet.zip' },
    build: {},
    deploy: {
      provider: 'CloudFormation',
      stackName: 'fleet',
      templatePath: 'template.yaml',
    },
    deployRole: {
      statements: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }],
    },
    organization: { id: 'o-a1b2c3d4e5' },
    stages: [
      {
        name: 'Production',
        approval: true,
        targets: Array.from({ length: accounts }, (_, index) => ({
          account: String(200_000_000_000 + index),
          region: 'eu-west-1',
        })),
      },
    ],
  };
}

async function plan(accounts: number): Promise<Plan> {
  const templates = await readTemplateFolder();
  const start = performance.now();
  const rendered = renderPipeline({
    spec: parsePipelineSpec(specFor(accounts)),
    templates,
  });
  const middle = performance.now();
  const { findings, report } = await checkRendered(rendered);
  const end = performance.now();
  if (
    blockingFindings(findings).length > 0 ||
    report.links.length !== accounts
  ) {
    throw new Error(`The plan for ${accounts} accounts is not right.`);
  }
  const { stacks } = rendered.manifest;
  const hops = hopsOf(report);
  return {
    rendered: middle - start,
    checked: end - middle,
    counts: `${format(stacks.length)} stacks of ${
      new Set(stacks.map(({ template }) => template)).size
    } templates, ${format(hops.length)} hops`,
  };
}

function format(number: number, digits = 0): string {
  return number.toLocaleString('en', { maximumFractionDigits: digits });
}

async function measure(accounts: number, aim?: number): Promise<void> {
  const plans: Plan[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    plans.push(await plan(accounts));
  }
  const sorted = plans
    .slice(WARM_UP)
    .map(each => ({ ...each, spent: each.rendered + each.checked }))
    .sort((one, other) => one.spent - other.spent);
  const { spent, rendered, checked, counts } = sorted[Math.floor(ROUNDS / 2)];
  process.stdout.write(
    `rendering, ${format(accounts)} accounts: ${format(spent)} ms${
      aim ? ` (aim ${format(aim)})` : ''
    }, at best ${format(sorted[0].spent)}; rendered in ${format(
      rendered,
    )}, checked in ${format(checked)}; ${format(
      spent / accounts,
      2,
    )} ms an account; ${counts}\n`,
  );
}

async function main(): Promise<void> {
  for (const { accounts, aim } of SIZES) {
    await measure(accounts, aim);
  }
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`rendering, peak memory: ${peakMegabytes} MB\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
