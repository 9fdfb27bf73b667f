/**
 * Writes the page of the settings, those that are READMEs, the form of the
 * template that opens a pull request, and the templates for earlier releases of
 * Backstage.
 *
 * npm run docs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configurationReference } from './configurationReference';
import { configDeclarations, docsFolder, fromRoot } from './documentation';
import { pullRequestTemplate, withFormOfTemplate } from './pullRequestTemplate';
import { readmePage, readmePages } from './readmePages';
import {
  templatesBeforeConditionalSteps,
  templateWithoutConditionalSteps,
} from './templateWithoutConditionalSteps';

writeFileSync(
  resolve(docsFolder, 'configuration.md'),
  configurationReference(configDeclarations),
);
for (const [readme, page] of Object.entries(readmePages)) {
  writeFileSync(resolve(docsFolder, page), readmePage(readme));
}
writeFileSync(fromRoot(pullRequestTemplate), withFormOfTemplate());
for (const [file, earlier] of Object.entries(templatesBeforeConditionalSteps)) {
  writeFileSync(
    fromRoot(earlier),
    templateWithoutConditionalSteps(readFileSync(fromRoot(file), 'utf8')),
  );
}
