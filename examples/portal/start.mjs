import { createServer } from 'node:net';
import path from 'node:path';
import { readSettings } from './readSettings.mjs';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { sandboxService } from './sandboxService.mjs';
import { logDir, Service } from './Service.mjs';

const START_TIMEOUT_MS = 300_000;
const cli = path.join(
  rootDir,
  'node_modules',
  '@backstage',
  'cli',
  'bin',
  'backstage-cli',
);

/**
 * As portals are deployed: the app was built before and comes from the backend. It
 * loads twenty times as fast as the one that follows every change of its source.
 */
const isBuilt = process.argv.includes('--built');

runCommand(async () => {
  const settings = readSettings(process.env);
  if (isBuilt) {
    settings.appUrl = settings.backendUrl;
  }
  const stopping = new AbortController();
  const interrupted = new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      // Each time: Ctrl+C comes from the terminal and once more from the process
      // that found the right Node, and must not end this one before its services.
      process.on(signal, () => {
        stopping.abort();
        resolve();
      });
    }
  });
  const services = [];
  try {
    await Promise.race([
      interrupted,
      serve({ services, settings, signal: stopping.signal }),
    ]);
  } finally {
    await Promise.all(services.map(service => service.stop()));
  }
});

/** Only ends, by throwing, when something that has to stay up does not. */
async function serve({ services, settings, signal }) {
  for (const [name, port] of Object.entries(settings.ports)) {
    await requireFreePort(name, port);
  }
  await startServices({ services, settings, signal });
  printGreeting(settings);
  throw await Promise.race(services.map(service => service.ended));
}

async function startServices({ services, settings, signal }) {
  const { ports, appUrl, backendUrl, sandboxUrl, sandboxDelayMs } = settings;
  console.log('Starting the sandbox: a loopback AWS with five accounts…');
  const sandbox = sandboxService({
    port: ports.sandbox,
    delayMs: sandboxDelayMs,
  });
  services.push(sandbox);
  await sandbox.waitFor(`${sandboxUrl}/_sandbox/health`, {
    timeoutMs: START_TIMEOUT_MS,
  });
  // Whoever stops services has not seen those that would be started now.
  signal.throwIfAborted();

  console.log('Starting the portal: backend and app…');
  const portal = new Service({
    name: 'portal',
    ...(isBuilt
      ? {
          cwd: path.join(rootDir, 'examples', 'backend'),
          args: [cli, 'package', 'start'],
        }
      : { args: [cli, 'repo', 'start'] }),
    env: portalEnvironment(settings),
  });
  services.push(portal);
  await Promise.all([
    portal.waitFor(`${backendUrl}/.backstage/health/v1/readiness`, {
      timeoutMs: START_TIMEOUT_MS,
    }),
    portal.waitFor(appUrl, { timeoutMs: START_TIMEOUT_MS }),
  ]);
}

function portalEnvironment({ ports, appUrl, backendUrl, sandboxUrl }) {
  return {
    // The only thing that tells the product that this is not AWS.
    AWS_ENDPOINT_URL: sandboxUrl,
    APP_CONFIG_app_baseUrl: appUrl,
    APP_CONFIG_backend_baseUrl: backendUrl,
    APP_CONFIG_backend_listen_port: String(ports.backend),
    APP_CONFIG_backend_cors_origin: appUrl,
    BROWSER: 'none',
  };
}

async function requireFreePort(name, port) {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    await new Promise((resolve, reject) => {
      const probe = createServer();
      probe.once('error', error =>
        reject(
          new Error(
            error.code === 'EADDRINUSE'
              ? `Port ${port} is taken, and the ${name} needs it. Stop what uses it, or choose another with PORTAL_${name.toUpperCase()}_PORT.`
              : `Port ${port} cannot be opened for the ${name}: ${error.message}`,
          ),
        ),
      );
      probe.listen(port, host, () => probe.close(resolve));
    });
  }
}

function printGreeting({ appUrl, sandboxUrl }) {
  console.log(`
The portal is up: ${appUrl}  (choose "Enter" to sign in as guest)
The sandbox, to break and mend links: ${sandboxUrl}

Three things to try:
  1. Set up a pipeline: ${appUrl}/create, "New cross-account pipeline", for the service orders.
  2. See a broken link: ${appUrl}/catalog/default/component/checkout
  3. Break one yourself: open ${sandboxUrl}, break the key of one account, and choose
     "Check again" on ${appUrl}/catalog/default/component/payments

Logs are in ${logDir}. Ctrl+C stops everything.`);
}
