import { globSync } from 'node:fs';
import { relative, resolve } from 'node:path';

// eslint-disable-next-line no-restricted-syntax -- only tests and `npm run docs` come here
const rootFolder = resolve(__dirname, '../../../..');

/** The folder of the documentation's site. */
export const docsFolder = resolve(
  rootFolder,
  'plugins/cross-account-pipelines/docs',
);

/** Every `config.d.ts` that a package publishes. */
export const configDeclarations = globSync('plugins/*/config.d.ts', {
  cwd: rootFolder,
})
  .sort()
  .map(file => resolve(rootFolder, file));

/** Every page that people read, by its path from the root. */
export const pages = globSync(
  [
    '*.md',
    '.changeset/README.md',
    '.github/*.md',
    'examples/*/README.md',
    'plugins/*/*.md',
    'plugins/*/docs/**/*.md',
    'templates/**/*.md',
  ],
  { cwd: rootFolder },
)
  .filter(file => !file.endsWith('.api.md'))
  .sort();

/** An absolute path of a file that is named from the root. */
export const fromRoot = (file: string) => resolve(rootFolder, file);

/** A file's path from the root. */
export const toRoot = (file: string) => relative(rootFolder, file);
