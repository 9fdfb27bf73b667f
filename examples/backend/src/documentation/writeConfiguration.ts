/**
 * Writes the page of the settings.
 *
 * npm run docs
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configurationReference } from './configurationReference';
import { configDeclarations, docsFolder } from './documentation';

writeFileSync(
  resolve(docsFolder, 'configuration.md'),
  configurationReference(configDeclarations),
);
