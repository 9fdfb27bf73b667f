/**
 * Milliseconds for which everybody else waits while 1,000 target accounts are
 * planned: the longest delay of the event loop, with the planning in a thread of
 * its own, as actions and routes have it, and without.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/eventLoop.bench.ts
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { planInThread } from '../src/planning';
import { planningTasks } from '../src/planning/planningTasks';
import { readTemplateFolder } from '../src/rendering';

const ACCOUNTS = 1_000;
/** Nothing fails where it is missed. */
const AIM = 100;
const RESOLUTION = 5;

const spec = {
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
      targets: Array.from({ length: ACCOUNTS }, (_, index) => ({
        account: String(200_000_000_000 + index),
        region: 'eu-west-1',
      })),
    },
  ],
};

/**
 * The most that one turn of the event loop computes, milliseconds: what the delay
 * is on a machine that has nothing else to do.
 */
class Turns {
  longest = 0;
  private going = true;
  private before = computed();

  constructor() {
    setImmediate(() => this.turn());
  }

  end(): void {
    this.going = false;
  }

  private turn(): void {
    const now = computed();
    this.longest = Math.max(this.longest, now - this.before);
    this.before = now;
    if (this.going) {
      setImmediate(() => this.turn());
    }
  }
}

/** By this thread alone; milliseconds. */
function computed(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function measure(
  where: string,
  run: (
    input: Parameters<typeof planningTasks.render>[0],
  ) => Promise<{ links: number }>,
): Promise<void> {
  const templates = await readTemplateFolder();
  // Threads and engines start before.
  await run({
    spec: {
      ...spec,
      stages: [
        { ...spec.stages[0], targets: spec.stages[0].targets.slice(0, 2) },
      ],
    },
    templates,
  });
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  await sleep(10 * RESOLUTION);
  const turns = new Turns();
  const begun = performance.now();
  const { links } = await run({ spec, templates });
  const spent = performance.now() - begun;
  turns.end();
  await sleep(10 * RESOLUTION);
  delay.disable();
  if (links !== ACCOUNTS) {
    throw new Error(`The plan has ${links} links`);
  }
  const inMs = (nanoseconds: number) => Math.round(nanoseconds / 1e6);
  process.stdout.write(
    `event loop, ${ACCOUNTS.toLocaleString(
      'en',
    )} accounts planned ${where}: others wait ${inMs(
      delay.max,
    )} ms at most (aim ${AIM}; ${Math.round(
      turns.longest,
    )} ms of computing), p99 ${inMs(
      delay.percentile(99),
    )} ms; planned in ${Math.round(spent).toLocaleString('en')} ms\n`,
  );
}

async function main(): Promise<void> {
  await measure('in a thread', async input => {
    const rendered = await planInThread('render', input);
    const { report } = await planInThread(
      'checkRendered',
      { rendered },
      async () => {},
    );
    return { links: report.links.length };
  });
  await measure('in the same thread', async input => {
    const rendered = await planningTasks.render(input);
    const { report } = await planningTasks.checkRendered({ rendered });
    return { links: report.links.length };
  });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
