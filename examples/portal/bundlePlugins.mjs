import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runYarn } from './runYarn.mjs';

const pluginsDir = path.join(rootDir, 'plugins');

/** The roles of packages that a portal loads by themselves. */
const frontendRoles = ['frontend-plugin'];
const backendRoles = ['backend-plugin', 'backend-plugin-module'];

/**
 * Bundles plugins, with all that they need, for portals that load them at run time.
 *
 * @param folder - the portal's folder of dynamic plugins, made where it is missing
 * @param options - `frontend: false` leaves the frontend out
 */
export async function bundlePlugins(folder, { frontend = true } = {}) {
  const roles = [...(frontend ? frontendRoles : []), ...backendRoles];
  mkdirSync(folder, { recursive: true });
  for (const plugin of readdirSync(pluginsDir)) {
    const cwd = path.join(pluginsDir, plugin);
    const file = path.join(cwd, 'package.json');
    const text = readFileSync(file, 'utf8');
    const manifest = JSON.parse(text);
    const { name, backstage } = manifest;
    if (!roles.includes(backstage.role)) {
      continue;
    }
    try {
      if (backendRoles.includes(backstage.role)) {
        writeFileSync(file, JSON.stringify(withPeers(manifest), null, 2));
      }
      await runYarn(
        [
          'backstage-cli',
          'package',
          'bundle',
          '--clean',
          '--output-destination',
          path.resolve(folder),
        ],
        { cwd },
      );
    } finally {
      writeFileSync(file, text);
    }
    console.log(`${name} is bundled`);
  }
}

/**
 * A backend's bundle is loaded with what is in it, and finds nothing that is the
 * portal's own.
 */
function withPeers({ peerDependencies = {}, ...manifest }) {
  const peers = Object.keys(peerDependencies).map(peer => [
    peer,
    // The lockfile knows the range that is developed with.
    manifest.devDependencies?.[peer] ?? peerDependencies[peer],
  ]);
  return {
    ...manifest,
    dependencies: { ...manifest.dependencies, ...Object.fromEntries(peers) },
  };
}
