import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  parseFindingPolicy,
  parsePipelineSpec,
  pipelineSpecJsonSchema,
  readStackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';

// eslint-disable-next-line no-restricted-syntax
const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

const examples = Object.fromEntries(
  [...readme.matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, file, text]) => [file, parse(text)],
  ),
);

/** Names of fields, however deep. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  const { properties = {} } = schema as { properties?: object };
  return [
    ...Object.keys(properties),
    ...Object.values(schema).flatMap(fieldsOf),
    ...Object.values(properties).flatMap(fieldsOf),
  ];
}

describe('the README', () => {
  it('shows files as the command takes them', async () => {
    expect(Object.keys(examples)).toEqual([
      'orders.yaml',
      'manifest.yaml',
      'findings.yaml',
    ]);
    const spec = parsePipelineSpec(examples['orders.yaml']);
    expect(spec.stages.flatMap(({ targets }) => targets)).toHaveLength(3);
    const { manifest } = await readStackManifest({
      value: examples['manifest.yaml'],
      readTemplate: async () => '',
    });
    expect(manifest).toMatchObject(examples['manifest.yaml']);
    expect(parseFindingPolicy(examples['findings.yaml'])).toEqual(
      examples['findings.yaml'],
    );
  });

  it('names every field of a spec', () => {
    const named = new Set(
      [...readme.matchAll(/`(\w+)`/g)].map(([, word]) => word),
    );
    // Those with a capital are AWS's own.
    const fields = [...new Set(fieldsOf(pipelineSpecJsonSchema()))].filter(
      field => /^[a-z]/.test(field),
    );
    expect(fields.length).toBeGreaterThan(80);
    expect(fields.filter(field => !named.has(field))).toEqual([]);
  });
});
