/**
 * Writes the page of the settings, and those that are READMEs.
 *
 * npm run docs
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configurationReference } from './configurationReference';
import { configDeclarations, docsFolder } from './documentation';
import { readmePage, readmePages } from './readmePages';

writeFileSync(
  resolve(docsFolder, 'configuration.md'),
  configurationReference(configDeclarations),
);
for (const [readme, page] of Object.entries(readmePages)) {
  writeFileSync(resolve(docsFolder, page), readmePage(readme));
}
