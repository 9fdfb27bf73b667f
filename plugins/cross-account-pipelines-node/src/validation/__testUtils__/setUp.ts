import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  checkStacks,
  type CheckFinding,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { awsReference } from '../../reference';
import { validateTemplate } from '../validateTemplate';

// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../fixtures/set-up');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

type File = 'tools.yaml' | 'target.yaml';

/** A change of the set-up: what stands in a file, and what instead. */
export type Change = [file: File, from: string, to: string];

/** The set-up that works, with something changed as in published ones. */
export async function check(...changes: Change[]) {
  const templates: Record<string, string> = {
    'tools.yaml': read('tools.yaml'),
    'target.yaml': read('target.yaml'),
  };
  for (const [file, from, to] of changes) {
    expect(templates[file]).toContain(from);
    templates[file] = templates[file].replace(from, to);
  }
  const { reports, findings } = await checkStacks({
    manifest: parse(read('manifest.yaml')) as StackManifest,
    templates,
    validateTemplate,
    awsReference,
  });
  return { report: reports[0], findings };
}

export const errors = (findings: CheckFinding[]) =>
  findings
    .filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

export const warnings = (findings: CheckFinding[]) =>
  findings.filter(
    // The base has these two.
    ({ level, rule, message }) =>
      level === 'warning' &&
      rule !== 'service-trust-without-source' &&
      !message.includes('deploy the stack of the role first'),
  );
