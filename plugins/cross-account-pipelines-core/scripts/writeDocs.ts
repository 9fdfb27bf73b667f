/**
 * Writes the pages of the documentation that are generated.
 *
 * npm run docs
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeTroubles } from '../src/explaining/wordings/describeTroubles';
import { describeProviders } from '../src/providers/describeProviders';
import { describeRules } from '../src/report';

const docs = resolve(__dirname, '../../cross-account-pipelines/docs');

writeFileSync(resolve(docs, 'providers.md'), describeProviders());
writeFileSync(resolve(docs, 'rules.md'), describeRules());
writeFileSync(resolve(docs, 'troubleshooting.md'), describeTroubles());
