import path from 'node:path';
import { installPython } from './installPython.mjs';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';

const siteDir = path.join(rootDir, 'node_modules', '.cache', 'docs-site');

/** Builds the documentation as TechDocs does, and takes no warning. */
runCommand(async () => {
  const python = await installPython('mkdocs', ['mkdocs-techdocs-core==1.7.1']);
  await run(
    python,
    ['-m', 'mkdocs', 'build', '--strict', '--site-dir', siteDir],
    {
      cwd: path.join(rootDir, 'plugins', 'cross-account-pipelines'),
      // Material's advertisement against MkDocs 2.
      env: { NO_MKDOCS_2_WARNING: '1' },
    },
  );
  console.log(`The site: ${siteDir}/index.html`);
});
