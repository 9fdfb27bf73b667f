import { bundlePlugins } from './bundlePlugins.mjs';
import { runCommand } from './runCommand.mjs';

/** Bundles the plugins into the folder of dynamic plugins that is named. */
runCommand(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    throw new Error(
      'Name the folder from which the portal loads dynamic plugins: npm run bundle -- ../portal/dynamic-plugins-root',
    );
  }
  await bundlePlugins(folder);
});
