import { parseArgs } from 'node:util';
import { commandLineRows, runUndisturbed } from './commandLineRows';
import type { FaultRow } from './FaultRow';
import { portalRows, PortalScene } from './portalRows';
import { Random } from './Random';

const write = (line: string) => process.stdout.write(`${line}\n`);

async function tryRow({
  expected,
  run,
}: FaultRow): Promise<string | undefined> {
  try {
    const estate = await run();
    const missing = expected.filter(line => !estate.includes(line));
    const further = estate.filter(line => !expected.includes(line));
    return missing.length + further.length === 0
      ? undefined
      : [
          'the estate differs',
          ...missing.map(line => `- ${line}`),
          ...further.map(line => `+ ${line}`),
        ].join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Runs rows and prints what became of each. */
class Table {
  failed = 0;
  private rows = 0;

  constructor(private readonly chosen: RegExp) {}

  async add(rows: FaultRow[]): Promise<void> {
    for (const row of rows.filter(({ what }) => this.chosen.test(what))) {
      const begun = performance.now();
      const problem = await tryRow(row);
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      this.rows += 1;
      write(
        `| ${row.what.padEnd(66)} | ${
          problem === undefined ? 'same estate' : 'FAILED     '
        } | ${seconds.padStart(6)} s |`,
      );
      if (problem !== undefined) {
        this.failed += 1;
        write(problem.slice(0, 4_000));
      }
    }
  }

  get summary(): string {
    return `${this.rows - this.failed} of ${
      this.rows
    } rows end with the same estate`;
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
      only: { type: 'string', default: '' },
    },
  });
  const random = new Random(Number(values.seed));
  write(`Faults, seed ${values.seed}`);
  const isSample = values.sample;
  const chosen = new RegExp(values.only);
  const undisturbed = await runUndisturbed();
  const table = new Table(chosen);
  await table.add(commandLineRows({ undisturbed, random, isSample }));
  const scene = await PortalScene.start();
  try {
    await table.add(await portalRows({ scene, random, isSample }));
  } finally {
    await scene.end();
  }
  write(table.summary);
  process.exitCode = table.failed > 0 ? 1 : 0;
}
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
