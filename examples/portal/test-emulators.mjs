import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { installPython } from './installPython.mjs';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { Service } from './Service.mjs';

const execute = promisify(execFile);
const START_TIMEOUT_MS = 60_000;
const TRY_TIMEOUT_MS = 240_000;

/**
 * Public emulators of AWS, pinned, and what each of them cannot do: a second pair
 * of eyes beside the sandbox.
 */
const emulators = [
  {
    name: 'ministack',
    package: 'ministack==1.5.33',
    args: port => [
      '-m',
      'hypercorn',
      'ministack.app:app',
      '--bind',
      `127.0.0.1:${port}`,
    ],
    env: port => ({ GATEWAY_PORT: String(port), AUTH: 'true' }),
    // It has no CodePipeline; and when it enforces IAM, it does not let the portal's
    // role become the reader's or the deployer's.
    cannot: [
      'deploys a whole pipeline',
      'reads it back, and all is healthy',
      'names the hop when the trust is taken away',
    ],
  },
  {
    name: 'moto',
    package: 'moto[server]==5.2.5',
    args: port => ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    env: () => ({}),
    // It decides nothing as it is started here, and the target's stack misses an
    // output of the foundation.
    cannot: [
      'refuses what no policy allows',
      'deploys a whole pipeline',
      'reads it back, and all is healthy',
      'names the hop when the trust is taken away',
    ],
  },
];

runCommand(async () => {
  const python = await installPython(
    'emulators',
    emulators.map(each => each.package),
  );
  const tables = [];
  for (const emulator of emulators) {
    console.log(`\nTrying ${emulator.name}…`);
    tables.push({ emulator, results: await tryOne(emulator, python) });
  }
  printTable(tables);
  const surprises = tables.flatMap(({ emulator: { name, cannot }, results }) =>
    results
      .filter(({ step, failure }) => failure && !cannot.includes(step))
      .map(({ step, failure }) => `${name} no longer "${step}": ${failure}`),
  );
  if (surprises.length > 0) {
    throw new Error(surprises.join('\n'));
  }
});

async function tryOne({ name, args, env }, python) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = new Service({
    name: `emulator-${name}`,
    command: python,
    args: args(port),
    env: env(port),
  });
  try {
    await service.waitForAnswer(url, { timeoutMs: START_TIMEOUT_MS });
    const { stdout } = await execute(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        'src/emulators/main.ts',
      ],
      {
        cwd: path.join(rootDir, 'examples', 'aws-sandbox'),
        env: { ...process.env, AWS_ENDPOINT_URL: url },
        timeout: TRY_TIMEOUT_MS,
      },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } finally {
    await service.stop();
  }
}

function printTable(tables) {
  console.log(
    `\n| Step | ${tables.map(each => each.emulator.name).join(' | ')} |`,
  );
  console.log(`| --- |${' --- |'.repeat(tables.length)}`);
  for (const { step } of tables[0].results) {
    const cells = tables.map(({ results }) => {
      const { failure } = results.find(each => each.step === step);
      return failure ? `no: ${failure}` : 'yes';
    });
    console.log(`| ${step} | ${cells.join(' | ')} |`);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => {
    server.once('listening', resolve);
  });
  const { port } = server.address();
  server.close();
  return port;
}
