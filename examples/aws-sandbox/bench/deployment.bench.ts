/**
 * How close a deployment to 100 accounts comes to what CloudFormation alone takes:
 * the time from its start to its end over the critical path, which is the
 * foundation, the slowest target and the pipeline. AWS lets nobody ask more often
 * than it does; calls that it refuses for that are counted, and none may surface.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/deployment.bench.ts
 */
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  deployManifest,
  readTemplateFolder,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { fleetSpec, manyAccounts } from './fleetSpec';
import { BenchSandbox } from './BenchSandbox';

/** Nothing fails where an aim is missed. */
const MAKESPAN_AIM = 1.1;
const TARGETS = Number(process.env.BENCH_TARGETS ?? 100);

/**
 * Of one operation on one resource, milliseconds. A role takes CloudFormation about
 * 20 s in AWS, a key and a bucket longer: what is not CloudFormation's weighs less
 * there than it does here.
 */
const DELAY = 8_000;

/** Of one call; milliseconds. */
const LATENCY = 50;

/**
 * Calls a second per account and Region. AWS has no table of them; five a second
 * is what users report of DescribeStacks.
 */
const rates = Object.fromEntries(
  [
    'DescribeChangeSet',
    'DescribeStackEvents',
    'DescribeStacks',
    'GetTemplate',
    'ListChangeSets',
    'ListStackResources',
  ].map(action => [`cloudformation:${action}`, 5]),
);

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

async function main(): Promise<void> {
  const targets = manyAccounts(TARGETS);
  const sandbox = await BenchSandbox.start({
    targets,
    delay: DELAY,
    latency: LATENCY,
    rates,
  });
  try {
    const { manifest, files } = renderPipeline({
      spec: parsePipelineSpec(fleetSpec('fleet', targets)),
      templates: await readTemplateFolder(),
    });
    const { user, system } = process.cpuUsage();
    const begun = performance.now();
    const { stacks } = await deployManifest({
      manifest,
      templates: files,
      clients: sandbox.clients,
    });
    const makespan = performance.now() - begun;
    const used = process.cpuUsage();
    const { answered, refused, stacks: seen } = await sandbox.read();
    const worked = (phase: string) =>
      manifest.stacks
        .filter(stack => stack.phase === phase)
        .map(
          ({ account, stackName }) =>
            seen.find(
              each => each.account === account && each.name === stackName,
            )!.milliseconds,
        );
    const parts = ['foundation', 'target', 'pipeline'].map(phase =>
      Math.max(...worked(phase)),
    );
    const path = parts.reduce((sum, part) => sum + part);
    const calls = Object.values(answered).reduce((sum, each) => sum + each, 0);
    const most = Object.entries(answered)
      .sort(([, one], [, other]) => other - one)
      .slice(0, 6)
      .map(
        ([action, count]) =>
          `${action.split(':')[1]} ${(count / stacks.length).toFixed(1)}`,
      );
    process.stdout.write(
      `deployment, ${TARGETS} accounts: ${seconds(makespan)} s, ${(
        makespan / path
      ).toFixed(2)} of the critical path (aim ${MAKESPAN_AIM.toFixed(
        2,
      )}), which is ${seconds(path)} s: ${parts
        .map(part => seconds(part))
        .join(' + ')}\n`,
    );
    process.stdout.write(
      `deployment, calls: ${(calls / stacks.length).toFixed(1)} a stack, of ${
        stacks.length
      } stacks (${most.join(
        ', ',
      )}); ${refused} came too quickly and were repeated; none surfaced\n`,
    );
    process.stdout.write(
      `deployment, processor time: ${seconds(
        (used.user + used.system - user - system) / 1000,
      )} s\n`,
    );
  } finally {
    sandbox.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
