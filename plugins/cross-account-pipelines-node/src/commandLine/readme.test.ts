import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  parseFindingPolicy,
  parsePipelineSpec,
  pipelineSpecJsonSchema,
  readStackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseAttachment } from 'backstage-plugin-cross-account-pipelines-core/alpha';

// eslint-disable-next-line no-restricted-syntax
const readmePath = join(__dirname, '../../README.md');
const readme = readFileSync(readmePath, 'utf8');

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
      'attach.yaml',
      'findings.yaml',
    ]);
    const spec = parsePipelineSpec(examples['orders.yaml']);
    expect(spec.stages.flatMap(({ targets }) => targets)).toHaveLength(3);
    const { manifest } = await readStackManifest({
      value: examples['manifest.yaml'],
      readTemplate: async () => '',
    });
    expect(manifest).toMatchObject(examples['manifest.yaml']);
    expect(parseAttachment(examples['attach.yaml']).stages).toHaveLength(1);
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

  /** After a change that is meant: UPDATE_README=1 jest readme. */
  it.each(['source', 'deploy'])('has the table of each %s', name => {
    const table = tableOf(name);
    const [start, end] = [`<!-- ${name}: from the schema -->`, '<!-- end -->'];
    const from = readme.indexOf(start) + start.length;
    const to = readme.indexOf(end, from);
    expect(readme).toContain(start);
    if (process.env.UPDATE_README) {
      const now = readFileSync(readmePath, 'utf8');
      const [before, after] = now.split(start);
      writeFileSync(
        readmePath,
        `${before}${start}\n\n${table}\n\n${after.slice(after.indexOf(end))}`,
      );
    }
    // Prettier aligns columns as it likes.
    const plain = (text: string) =>
      text.replace(/ +/g, ' ').replace(/-+/g, '-');
    expect(plain(readme.slice(from, to).trim())).toBe(plain(table));
  });
});

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  items?: Schema;
  enum?: unknown[];
}

/** A row for each provider, as the schema of a spec describes it. */
function tableOf(name: string): string {
  const schema = pipelineSpecJsonSchema() as Schema;
  const rows = schema.properties![name].anyOf!.map(({ properties = {} }) => {
    const { provider, ...fields } = properties;
    const [title, ...about] = provider.description!.split(': ');
    return `| \`${title}\` | ${lowerFirst(about.join(': '))} | ${fieldList(
      fields,
    )} |`;
  });
  return ['| provider | what | fields |', '| - | - | - |', ...rows].join('\n');
}

function fieldList(fields: Record<string, Schema>): string {
  return Object.entries(fields)
    .map(([field, { properties, enum: choices }]) => {
      const more = properties
        ? fieldList(properties)
        : choices?.map(choice => `\`${choice}\``).join(', ');
      return `\`${field}\`${more ? ` (${more})` : ''}`;
    })
    .join(', ');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
