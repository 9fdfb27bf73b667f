import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { awsProviders } from './awsProviders';
import { describeProviders } from './describeProviders';

const page = resolve(
  __dirname,
  '../../../cross-account-pipelines/docs/providers.md',
);

it('is what the page of the documentation says; if not: npm run docs', () => {
  expect(readFileSync(page, 'utf8')).toBe(describeProviders());
});

it.each(Object.keys(awsProviders))('has a section on %s', kind => {
  const section = describeProviders().split(`\n## ${kind}\n`)[1];
  expect(section).toContain(awsProviders[kind]!.page);
  expect(section.split('\n## ')[0]).not.toMatch(/undefined|\[object/);
});
