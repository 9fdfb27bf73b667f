import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { releases } from './install/releases.mjs';
import { packPlugins, tarballsDir } from './pack.mjs';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { sandboxService } from './sandboxService.mjs';
import { Service } from './Service.mjs';

const ports = { app: 3400, backend: 7407, sandbox: 4766 };
const appUrl = `http://localhost:${ports.app}`;
const backendUrl = `http://localhost:${ports.backend}`;
const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
const START_TIMEOUT_MS = 600_000;

/** The kinds of portal: how each is made, and which READMEs say what to add. */
const variants = {
  new: { readmes: ['README.md'] },
  legacy: {
    args: ['--legacy'],
    readmes: ['README.md', 'plugins/cross-account-pipelines/README.md'],
    lagging: ['@backstage/app-defaults'],
  },
  // As bundles, which app and backend load at run time.
  dynamic: {
    readmes: [
      'README.md',
      'plugins/cross-account-pipelines/docs/dynamic-plugins.md',
    ],
    bundled: true,
    lagging: ['@backstage/backend-dynamic-feature-service'],
  },
};

/**
 * Installs the packed plugins into the app that everybody starts with, by the
 * README's own lines, and uses them as a newcomer against the sandbox: on the new
 * frontend system; with `--legacy` on the other; with `--dynamic` as plugins that
 * are loaded at run time; with `--all` in all these ways. The app is one of
 * the newest release of Backstage, with `--backstage 1.55.0` one of that release,
 * with `--all` of every release that the plugins work with. With `--packed` it
 * takes the tarballs that `npm run pack` has made before, and changes nothing in
 * the clone.
 */
runCommand(async () => {
  const { runs, isPacked } = chosenRuns(process.argv.slice(2));
  if (!isPacked) {
    await packPlugins();
  } else if (!existsSync(tarballsDir)) {
    throw new Error(
      'Nothing is packed yet: `npm run pack` comes first, or leave --packed out.',
    );
  }
  for (const run of runs) {
    await installAndUse(run);
  }
  console.log(`${runs.length} passed, 0 failed`);
});

function chosenRuns(args) {
  const { values } = parseArgs({
    args,
    options: {
      all: { type: 'boolean' },
      packed: { type: 'boolean' },
      backstage: { type: 'string' },
      ...Object.fromEntries(
        Object.keys(variants).map(name => [name, { type: 'boolean' }]),
      ),
    },
  });
  const { all, packed, backstage } = values;
  if (backstage && !releases[backstage]) {
    throw new Error(
      `Which packages were there with Backstage ${backstage} is not known. Known are ${Object.keys(
        releases,
      ).join(', ')}; leave --backstage out for the newest`,
    );
  }
  const named = Object.keys(variants).filter(name => all || values[name]);
  const names = named.length > 0 ? named : ['new'];
  const chosen = all ? [undefined, ...Object.keys(releases)] : [backstage];
  return {
    runs: chosen.flatMap(release => names.map(name => ({ name, release }))),
    isPacked: packed,
  };
}

async function installAndUse({ name, release }) {
  const started = Date.now();
  const { args, readmes, bundled, lagging } = variants[name];
  const portalDir = path.join(
    tmpdir(),
    `cross-account-pipelines-adopter-${name}`,
  );
  const { makeDefaultApp, yarnIn } = await import(
    './install/makeDefaultApp.mjs'
  );
  const { addReadmeLines } = await import('./install/addReadmeLines.mjs');
  await makeDefaultApp(portalDir, { args, release });
  addReadmeLines({ portalDir, tarballsDir, readmes, bundled });
  if (bundled) {
    const { bundlePlugins } = await import('./bundlePlugins.mjs');
    await bundlePlugins(path.join(portalDir, 'dynamic-plugins-root'));
  }
  await writeTestConfig(portalDir, release);
  if (!release) {
    // The app's template is older than the newest release.
    await yarnIn(portalDir, ['up', '@backstage/*', '--mode=update-lockfile']);
    await yarnIn(portalDir, [
      'dedupe',
      '@backstage/*',
      '--mode=update-lockfile',
    ]);
  }
  await yarnIn(portalDir, ['install', '--no-immutable']);
  const { requireSingleVersions } = await import(
    './install/requireSingleVersions.mjs'
  );
  requireSingleVersions(portalDir, lagging);
  const variant = release ? `${name}-${release}` : name;
  await useIn(startServices(portalDir), `installed-${variant}.png`);
  console.log(
    `\nFrom nothing to the card on a page (${name} frontend, Backstage ${
      release ?? 'as new as it gets'
    }): ${((Date.now() - started) / 60_000).toFixed(1)} min`,
  );
}

async function useIn(services, screenshot) {
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
      screenshot: path.join(rootDir, '.portal', screenshot),
    });
  } finally {
    await Promise.all(services.map(service => service.stop()));
  }
}

function startServices(portalDir) {
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
async function writeTestConfig(portalDir, release) {
  const { stringify } = await import('yaml');
  const files = [
    './examples/entities.yaml',
    './examples/org.yaml',
    path.join(rootDir, 'examples/catalog/all.yaml'),
    `./templates/cross-account-pipeline/${
      release ? 'template.before-1.57.yaml' : 'template.yaml'
    }`,
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
