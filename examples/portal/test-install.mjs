import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPlugins, tarballsDir } from './pack.mjs';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { sandboxService } from './sandboxService.mjs';
import { Service } from './Service.mjs';

const ports = { app: 3400, backend: 7407, sandbox: 4766 };
const appUrl = `http://localhost:${ports.app}`;
const backendUrl = `http://localhost:${ports.backend}`;
const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
const portalDir = path.join(tmpdir(), 'cross-account-pipelines-adopter');
const START_TIMEOUT_MS = 600_000;

/**
 * Installs the packed plugins into the app that everybody starts with, by the
 * README's own lines, and uses them as a newcomer against the sandbox.
 */
runCommand(async () => {
  const started = Date.now();
  await packPlugins();
  const { makeDefaultApp, yarnIn } = await import(
    './install/makeDefaultApp.mjs'
  );
  const { addReadmeLines } = await import('./install/addReadmeLines.mjs');
  await makeDefaultApp(portalDir);
  addReadmeLines({ portalDir, tarballsDir });
  await writeTestConfig();
  await yarnIn(portalDir, ['install', '--no-immutable']);
  await yarnIn(portalDir, ['up', '@backstage/*']);
  await yarnIn(portalDir, ['dedupe', '@backstage/*']);
  requireSingleVersions();
  await useIn(startServices());
  console.log(
    `\nFrom nothing to the card on a page: ${(
      (Date.now() - started) /
      60_000
    ).toFixed(1)} min`,
  );
  console.log('1 passed, 0 failed');
});

async function useIn(services) {
  const [sandbox, portal] = services;
  try {
    await sandbox.waitFor(`${sandboxUrl}/_sandbox/health`, {
      timeoutMs: START_TIMEOUT_MS,
    });
    await portal.waitFor(`${backendUrl}/.backstage/health/v1/readiness`, {
      timeoutMs: START_TIMEOUT_MS,
    });
    await portal.waitFor(appUrl, { timeoutMs: START_TIMEOUT_MS });
    const { useAsNewcomer } = await import('./install/useAsNewcomer.mjs');
    await useAsNewcomer({
      appUrl,
      screenshot: path.join(rootDir, '.portal', 'installed.png'),
    });
  } finally {
    await Promise.all(services.map(service => service.stop()));
  }
}

function startServices() {
  return [
    sandboxService({ port: ports.sandbox, delayMs: 0 }),
    new Service({
      name: 'adopter',
      cwd: portalDir,
      args: [
        path.join(portalDir, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'repo',
        'start',
        '--config',
        path.join(portalDir, 'app-config.yaml'),
        '--config',
        path.join(portalDir, 'app-config.test.yaml'),
      ],
      env: {
        AWS_ENDPOINT_URL: sandboxUrl,
        // The sandbox's own, found as the AWS SDK finds a portal's.
        AWS_ACCESS_KEY_ID: 'AKIASANDBOXPORTAL000',
        AWS_SECRET_ACCESS_KEY: 'sandbox-portal-secret',
        GITHUB_TOKEN: 'none',
        BROWSER: 'none',
      },
    }),
  ];
}

/** Where this portal listens, and what is in its catalog. */
async function writeTestConfig() {
  const { stringify } = await import('yaml');
  const files = [
    './examples/entities.yaml',
    './examples/org.yaml',
    path.join(rootDir, 'examples/catalog/all.yaml'),
    './templates/cross-account-pipeline/template.yaml',
  ];
  writeFileSync(
    path.join(portalDir, 'app-config.test.yaml'),
    stringify({
      app: { baseUrl: appUrl },
      backend: {
        baseUrl: backendUrl,
        listen: { port: ports.backend, host: '127.0.0.1' },
        cors: { origin: appUrl },
      },
      catalog: {
        locations: files.map(file => ({
          type: 'file',
          target: path.resolve(portalDir, file),
          rules: [
            {
              allow: [
                'Component',
                'System',
                'API',
                'Resource',
                'Location',
                'Template',
                'User',
                'Group',
              ],
            },
          ],
        })),
      },
    }),
  );
}

/** A package that is there twice may be two things of one name at run time. */
function requireSingleVersions() {
  const versions = new Map();
  for (const [, name, version] of readFileSync(
    path.join(portalDir, 'yarn.lock'),
    'utf8',
  ).matchAll(/^ {2}resolution: "(@backstage\/[^@]+)@npm:([^"]+)"$/gm)) {
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  const doubled = [...versions].filter(([, found]) => found.length > 1);
  if (doubled.length > 0) {
    throw new Error(
      `Installed twice: ${doubled
        .map(([name, found]) => `${name} ${found.join(' and ')}`)
        .join(', ')}`,
    );
  }
}
