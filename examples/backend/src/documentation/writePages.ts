/**
 * Writes the page of the settings, those that are READMEs, and the form of the
 * template that opens a pull request.
 *
 * npm run docs
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configurationReference } from './configurationReference';
import { configDeclarations, docsFolder, fromRoot } from './documentation';
import { pullRequestTemplate, withFormOfTemplate } from './pullRequestTemplate';
import { readmePage, readmePages } from './readmePages';

writeFileSync(
  resolve(docsFolder, 'configuration.md'),
  configurationReference(configDeclarations),
);
for (const [readme, page] of Object.entries(readmePages)) {
  writeFileSync(resolve(docsFolder, page), readmePage(readme));
}
writeFileSync(fromRoot(pullRequestTemplate), withFormOfTemplate());
