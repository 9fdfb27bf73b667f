import { parseArgs } from 'node:util';
import { ordersForm } from '../faults/ordersForm';
import { PortalBackend } from '../faults/PortalBackend';
import { PostgresServer } from '../faults/PostgresServer';
import { startWorld } from '../faults/startWorld';
import { packageFolder } from '../packageFolder';
import { findGrowth, type Health } from './Health';

/** A portal with 50 pipelines reads each of them six times an hour. */
const CHECKS_AN_HOUR = 300;
/** And somebody deploys every five minutes. */
const DEPLOYMENTS_AN_HOUR = 12;
const CHECKS = CHECKS_AN_HOUR / DEPLOYMENTS_AN_HOUR;
/** As many at once as the schedule reads. */
const AT_ONCE = 5;
const HOURS = 2;

const write = (line: string) => process.stdout.write(`${line}\n`);

const millions = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** Deploys a change, then reads the pipeline again and again. */
async function workOnce(
  backend: PortalBackend,
  round: number,
): Promise<Health> {
  await backend.signIn();
  const task = await backend.createTask({
    ...ordersForm,
    build: round % 2 === 0,
  });
  await backend.completeTask(task, 0);
  for (let done = 0; done < CHECKS; done += AT_ONCE) {
    const checked = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        backend.check('component/default/orders'),
      ),
    );
    if (!checked.every(([pipeline]) => pipeline?.report)) {
      throw new Error(`A check gave no report: ${JSON.stringify(checked[0])}`);
    }
  }
  const health: Health = await backend.askProcess(
    'health',
    message => 'heapUsed' in message,
  );
  // The scaffolder of Backstage 1.57 goes on asking, once a second, whether a task
  // that has ended was cancelled: a timer for each.
  return { ...health, handles: health.handles - round };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string' } } });
  const end = performance.now() + Number(values.minutes ?? 'Infinity') * 60_000;
  const database = await PostgresServer.start();
  const sandbox = await startWorld();
  const backend = await PortalBackend.start({
    databasePort: database.port,
    endpoint: sandbox.url,
    config: { requestsPerMinute: 1_000_000 },
    nodeOptions: [
      '--expose-gc',
      '--require',
      packageFolder('src/soak/tellHealth.cjs'),
    ],
  });
  try {
    const samples: Health[] = [];
    write('| checks | deployments | heap | external | RSS | handles | files |');
    write('| -----: | ----------: | ---: | -------: | --: | ------: | ----: |');
    for (
      let round = 1;
      round <= HOURS * DEPLOYMENTS_AN_HOUR && performance.now() < end;
      round += 1
    ) {
      const health = await workOnce(backend, round);
      samples.push(health);
      const { heapUsed, external, rss, handles, files } = health;
      write(
        `| ${round * CHECKS} | ${round} | ${millions(heapUsed)} | ${millions(
          external,
        )} | ${millions(rss)} | ${handles} | ${files} |`,
      );
    }
    const grown = findGrowth(samples);
    const hours = samples.length / DEPLOYMENTS_AN_HOUR;
    write(
      `${hours.toFixed(1)} hours of a portal with 50 pipelines: ${
        grown.length === 0 ? 'nothing grew' : grown.join('; ')
      }`,
    );
    process.exitCode = grown.length > 0 ? 1 : 0;
  } finally {
    await backend.end();
    await sandbox.stop();
    await database.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
