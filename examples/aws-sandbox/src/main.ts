import { parseArgs } from 'node:util';
import { portalClients } from './seed/portalClients';
import { accountIds } from './seed/samplePipelines';
import { seedSandbox } from './seed/seedSandbox';
import { startSandbox } from './startSandbox';

const DEFAULT_PORT = 4566;
const DEFAULT_DELAY = 1_000;
const DEFAULT_CONSISTENCY = 1_500;

function number(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`${name} must be a whole number, not ${text}`);
  }
  return value;
}

/**
 * Whether whoever starts the sandbox lets builds run any commands, as the user
 * who starts it (or nobody, if that is root).
 */
function runsAnyCommands(): boolean {
  const value = process.env.AWS_SANDBOX_RUN_ANY_COMMANDS ?? '';
  if (!['', 'no', 'yes'].includes(value)) {
    throw new Error(
      `AWS_SANDBOX_RUN_ANY_COMMANDS must be yes or no, not ${value}`,
    );
  }
  return value === 'yes';
}

/**
 * Whoever reaches the sandbox works with it as with AWS, and nothing in it is
 * secret: it is for the machine of whoever tries the suite out.
 */
function requireNoProduction(): void {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'The sandbox does not start with NODE_ENV=production: it stands in for AWS while somebody tries the suite out, and keeps nothing secret',
    );
  }
}

async function main() {
  requireNoProduction();
  const { values } = parseArgs({
    options: {
      port: {
        type: 'string',
        default: process.env.AWS_SANDBOX_PORT ?? String(DEFAULT_PORT),
      },
      delay: {
        type: 'string',
        default: process.env.AWS_SANDBOX_DELAY ?? String(DEFAULT_DELAY),
      },
      consistency: {
        type: 'string',
        default:
          process.env.AWS_SANDBOX_CONSISTENCY ?? String(DEFAULT_CONSISTENCY),
      },
    },
  });
  const delay = number('--delay', values.delay);
  const consistency = number('--consistency', values.consistency);
  const sandbox = await startSandbox({
    port: number('--port', values.port),
    runsAnyCommands: runsAnyCommands(),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      sandbox.stop();
    });
  }
  process.env.AWS_ENDPOINT_URL = sandbox.url;
  try {
    await seedSandbox({
      sandbox,
      clients: portalClients(sandbox, accountIds),
    });
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  sandbox.setDelay(delay);
  sandbox.setConsistencyDelay(consistency);
  sandbox.markReady();
  process.stdout.write(`AWS sandbox: ${sandbox.url}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
