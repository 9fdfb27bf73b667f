/**
 * Milliseconds from a spec to a judged plan, for 1 to 1,000 target accounts:
 * parsed, rendered, resolved, validated and assessed. The validating engine is
 * started before.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/rendering.bench.ts
 */
import { parsePipelineSpec } from '../src/pipeline';
import {
  checkRendered,
  readTemplateFolder,
  renderPipeline,
} from '../src/rendering';

const COUNTS = [1, 10, 100, 1000];
const ROUNDS = 5;

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

async function round(accounts: number): Promise<number> {
  const templates = await readTemplateFolder();
  const start = performance.now();
  const rendered = renderPipeline({
    spec: parsePipelineSpec(specFor(accounts)),
    templates,
  });
  const { problems, report } = await checkRendered(rendered);
  const spent = performance.now() - start;
  if (problems.length > 0 || report.links.length !== accounts) {
    throw new Error(`The plan for ${accounts} accounts is not right.`);
  }
  return spent;
}

async function main(): Promise<void> {
  await round(1);
  for (const accounts of COUNTS) {
    const times: number[] = [];
    for (let number = 0; number < ROUNDS; number++) {
      times.push(await round(accounts));
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `rendering, ${accounts} accounts: ${Math.round(
        times[Math.floor(ROUNDS / 2)],
      )} ms (median), ${Math.round(times[0])} ms (best)\n`,
    );
  }
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`rendering, peak memory: ${peakMegabytes} MB\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
