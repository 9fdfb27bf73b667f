/**
 * What the schedule costs: a backend that reads 1,000 pipelines into 50 accounts
 * each from the sandbox, over HTTP, with the limits that AWS sets, twice. The
 * pipelines work over one foundation and with the same roles. A second fleet, with
 * roles of its own for each pipeline, tells what sharing saves.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/refresh.bench.ts
 */
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  BenchSandbox,
  fleetSpec,
  manyAccounts,
  type Readings,
} from 'aws-sandbox/bench';
import pipelinesPlugin from 'backstage-plugin-cross-account-pipelines-backend';

const PIPELINES = Number(process.env.BENCH_PIPELINES ?? 1000);
/** Standing each up by itself takes the sandbox longer than reading it. */
const UNSHARED = Math.min(20, PIPELINES);
const TARGETS = 50;

const TOOLS = '111111111111';
const REGION = 'eu-west-1';

/**
 * Calls a second per account and Region. AWS has no table of them; five a second
 * is what users report of DescribeStacks.
 */
const rates = { 'cloudformation:DescribeStacks': 5 };

const say = (text: string) => process.stdout.write(`${text}\n`);

const count = (value: number) => value.toLocaleString('en');

async function startBackend(sandbox: BenchSandbox, names: string[]) {
  const scheduler = mockServices.scheduler();
  const { crossAccountPipelines, ...config } = sandbox.config;
  const backend = await startTestBackend({
    features: [
      pipelinesPlugin,
      catalogServiceMock.factory({
        entities: names.map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name,
            annotations: {
              'aws.amazon.com/aws-codepipeline-arn': `arn:aws:codepipeline:${REGION}:${TOOLS}:${name}`,
            },
          },
        })),
      }),
      mockServices.rootConfig.factory({
        data: {
          ...config,
          crossAccountPipelines: {
            ...crossAccountPipelines,
            // A refresh is spread over the interval, which is not what is measured.
            schedule: { frequency: { seconds: 1 }, timeout: { minutes: 60 } },
          },
        },
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });
  return { backend, refresh: () => scheduler.triggerTask('refresh-pipelines') };
}

/** The most that the heap holds at once while something is done, in bytes. */
async function peakDuring(work: () => Promise<void>): Promise<number> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  const looking = setInterval(look, 100);
  try {
    await work();
  } finally {
    clearInterval(looking);
  }
  return peak;
}

/** How often each action was asked for. */
function callsBetween(
  before: Readings,
  after: Readings,
): Array<[action: string, number: number]> {
  return Object.entries(after.answered).map(([action, number]) => [
    action,
    number - (before.answered[action] ?? 0),
  ]);
}

async function measure(
  what: string,
  options: { names: string[]; sandbox: BenchSandbox },
): Promise<void> {
  const { names, sandbox } = options;
  const { backend, refresh } = await startBackend(sandbox, names);
  try {
    let asked = await sandbox.read();
    for (const round of ['full refresh', 'refresh with nothing changed']) {
      const start = performance.now();
      const before = process.cpuUsage();
      const peak = await peakDuring(refresh);
      const { user, system } = process.cpuUsage(before);
      const seconds = (performance.now() - start) / 1000;
      const now = await sandbox.read();
      const calls = callsBetween(asked, now);
      const refused = now.refused - asked.refused;
      asked = now;
      const total = calls.reduce((sum, [, number]) => sum + number, 0);
      // All accounts are read alike, but for the pipelines'.
      const floor = Math.max(
        ...calls.map(
          ([action, number]) =>
            number /
            (TARGETS + 1) /
            (rates[action as keyof typeof rates] ?? Infinity),
        ),
      );
      say(
        `Refresh, ${what}, ${round}: ${seconds.toFixed(1)} s, ${(
          (user + system) /
          1e6
        ).toFixed(1)} s of processor time; ${count(total)} calls, ${(
          total / names.length
        ).toFixed(1)} a pipeline, ${count(
          refused,
        )} refused for their rate, which cannot take less than ${floor.toFixed(
          1,
        )} s; heap at most ${(peak / 1e6).toFixed(0)} MB`,
      );
      if (round === 'full refresh') {
        const most = [...calls].sort(([, one], [, other]) => other - one);
        say(
          `  ${most
            .slice(0, 8)
            .map(([action, number]) => `${action} ${count(number)}`)
            .join(', ')}`,
        );
      }
    }
  } finally {
    await backend.stop();
  }
}

async function withSandbox(
  options: { pipelines: string[]; copies?: number },
  work: (sandbox: BenchSandbox) => Promise<void>,
): Promise<void> {
  const targets = manyAccounts(TARGETS);
  const sandbox = await BenchSandbox.start({
    targets,
    pipelines: options.pipelines.map(name => fleetSpec(name, targets)),
    copies: options.copies,
    rates,
  });
  try {
    await work(sandbox);
  } finally {
    sandbox.stop();
  }
}

async function main(): Promise<void> {
  const copies = PIPELINES - 1;
  const shared = [
    'fleet',
    ...Array.from(
      { length: copies },
      (_, index) => `fleet-${String(index + 1).padStart(4, '0')}`,
    ),
  ];
  await withSandbox({ pipelines: ['fleet'], copies }, sandbox =>
    measure(
      `${count(
        PIPELINES,
      )} pipelines into the same ${TARGETS} accounts, with the same roles`,
      { names: shared, sandbox },
    ),
  );
  const unshared = Array.from(
    { length: UNSHARED },
    (_, index) => `own-${index}`,
  );
  await withSandbox({ pipelines: unshared }, sandbox =>
    measure(
      `${UNSHARED} pipelines into the same ${TARGETS} accounts, each with its own roles`,
      { names: unshared, sandbox },
    ),
  );
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
