import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
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
    const { name, backstage } = JSON.parse(
      readFileSync(path.join(pluginsDir, plugin, 'package.json'), 'utf8'),
    );
    if (roles.includes(backstage.role)) {
      await runYarn(
        [
          'backstage-cli',
          'package',
          'bundle',
          '--clean',
          '--output-destination',
          path.resolve(folder),
        ],
        { cwd: path.join(pluginsDir, plugin) },
      );
      console.log(`${name} is bundled`);
    }
  }
}
