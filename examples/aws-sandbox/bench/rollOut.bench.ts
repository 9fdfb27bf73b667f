/**
 * What it costs to plan a roll-out of changed templates over 100 pipelines with 10
 * accounts each, in seconds of this process's processor time. AWS is a sandbox in
 * a process of its own.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/rollOut.bench.ts
 */
import {
  planRollOut,
  readTemplateFolder,
} from 'backstage-plugin-cross-account-pipelines-node';
import { pipelineArnOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { HOME_REGION, TOOLS } from '../src/seed/samplePipelines';
import { BenchSandbox, type Readings } from './BenchSandbox';
import { fleetSpec, manyAccounts } from './fleetSpec';

/** Seconds; nothing fails where it is missed. */
const AIM = 20;
const PIPELINES = Number(process.env.BENCH_PIPELINES ?? 100);
const ACCOUNTS = 10;

function callsOf({ answered }: Readings): number {
  return Object.values(answered).reduce((sum, each) => sum + each, 0);
}

async function main(): Promise<void> {
  const targets = manyAccounts(ACCOUNTS);
  const names = Array.from(
    { length: PIPELINES },
    (_, index) => `fleet-${index + 1}`,
  );
  const sandbox = await BenchSandbox.start({
    targets,
    pipelines: names.map(name => fleetSpec(name, targets)),
  });
  try {
    const templates = await readTemplateFolder();
    const { targetAccount } = templates;
    const newer = targetAccount.text.replace(
      '- s3:GetObjectVersion\n',
      '- s3:GetObjectAttributes\n                  - s3:GetObjectVersion\n',
    );
    const planFor = (wanted: string[]) =>
      planRollOut({
        clients: sandbox.clients,
        pipelineArns: wanted.map(name =>
          pipelineArnOf({ name, account: TOOLS, region: HOME_REGION }),
        ),
        templates: {
          ...templates,
          targetAccount: { ...targetAccount, text: newer },
        },
      });
    // Threads and engines start before, as they have in a portal.
    await planFor(names.slice(0, 1));
    const before = callsOf(await sandbox.read());
    const { user, system } = process.cpuUsage();
    const begun = performance.now();
    const plan = await planFor(names);
    const took = performance.now() - begun;
    const used = process.cpuUsage();
    const wrong = plan.pipelines.find(
      ({ standing, obstacles }) =>
        standing !== 'behind' || obstacles.length > 0,
    );
    if (wrong) {
      throw new Error(`The plan is not right: ${JSON.stringify(wrong)}`);
    }
    const calls = callsOf(await sandbox.read()) - before;
    process.stdout.write(
      `roll-out, ${PIPELINES} pipelines of ${ACCOUNTS} accounts planned in ${(
        (used.user + used.system - user - system) /
        1e6
      ).toFixed(1)} s of processor time (aim ${AIM}), ${(took / 1000).toFixed(
        1,
      )} s by the clock; ${(calls / PIPELINES).toFixed(1)} calls a pipeline\n`,
    );
  } finally {
    sandbox.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
