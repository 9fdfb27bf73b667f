/**
 * A sandbox in a process of its own, so that what it computes is not taken for
 * the suite's. `BenchSandbox` starts it.
 */
import { standUp } from './standUp';
import type { Orders, Readings, SandboxStart } from './BenchSandbox';
import { copyPipeline } from './copyPipeline';
import { putSampleSources } from '../src/seed/sampleSource';
import { HOME_REGION, TOOLS } from '../src/seed/samplePipelines';
import type { Sandbox } from '../src/Sandbox';
import { startSandbox } from '../src/startSandbox';

function read({ world }: Sandbox): Readings {
  return {
    answered: world.rates.answered,
    refused: world.rates.refused,
    stacks: world.accounts.flatMap(account =>
      account.usedRegions().flatMap(region =>
        account.region(region).cloudFormation.stacks.map(stack => {
          const last = Math.max(
            ...stack.events.map(({ timestamp }) => timestamp.getTime()),
          );
          return {
            account: account.id,
            name: stack.name,
            milliseconds: last - stack.createdAt.getTime(),
          };
        }),
      ),
    ),
  };
}

async function main() {
  const start: SandboxStart = JSON.parse(process.argv[2]);
  const sandbox = await startSandbox({ targets: start.targets });
  await putSampleSources({
    sandbox,
    account: TOOLS,
    region: HOME_REGION,
    services: [],
  });
  for (const spec of start.pipelines ?? []) {
    await standUp(sandbox, spec);
  }
  copyPipeline(sandbox, start.copies ?? 0);
  sandbox.setDelay(start.delay ?? 0);
  for (const service of ['cloudformation', 'sts']) {
    sandbox.slowDown(service, start.latency ?? 0);
  }
  sandbox.limitRates(start.rates ?? {});
  sandbox.world.rates.reset();
  process.on('message', (order: Orders) => {
    if (order === 'read') {
      process.send!(read(sandbox));
    }
  });
  process.once('disconnect', () => process.exit());
  process.send!({ url: sandbox.url });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
