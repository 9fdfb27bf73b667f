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

async function addPortalRows(
  table: Table,
  options: { random: Random; isSample: boolean },
): Promise<void> {
  const scene = await PortalScene.start();
  try {
    await table.add(await portalRows({ scene, ...options }));
  } finally {
    await scene.end();
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
  const seed = Number(values.seed);
  write(`Faults, seed ${seed}`);
  const isSample = values.sample;
  const chosen = new RegExp(values.only);
  const undisturbed = await runUndisturbed();
  const table = new Table(chosen);
  // Each waits for processes of its own. What one draws by chance must not
  // depend on when the other draws.
  await Promise.all([
    table.add(
      commandLineRows({ undisturbed, random: new Random(seed), isSample }),
    ),
    addPortalRows(table, { random: new Random(seed), isSample }),
  ]);
  write(table.summary);
  process.exitCode = table.failed > 0 ? 1 : 0;
}
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
