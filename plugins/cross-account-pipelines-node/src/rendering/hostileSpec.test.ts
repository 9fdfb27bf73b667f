import fc from 'fast-check';
import {
  parsePipelineSpec,
  PipelineSpecError,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { arbitrarySpec } from './__testUtils__/arbitrarySpec';
import { shapes } from './fixtures/shapes';
import { PipelineTooLargeError } from './context/PipelineTooLargeError';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

jest.setTimeout(600_000);

let templates: PipelineTemplates;

beforeAll(async () => {
  templates = await readTemplateFolder();
});

/** Is in every hostile text, and nowhere else. */
const mark = 'qqq';

const attacks = [
  `"${mark}`,
  `'${mark}'`,
  `${mark}\nResources: {Evil: {Type: AWS::IAM::User}}`,
  `${mark}\r\n  Evil:`,
  `${mark}\u2028x: 1`,
  `${mark}\u0085x: 1`,
  `${mark}\u0000`,
  `\u202e${mark}`,
  `!Sub \${${mark}}`,
  `!Ref ${mark}`,
  `\${AWS::AccountId}${mark}`,
  `\${${mark}}`,
  `\${AWS::AccountId}\${${mark}}`,
  `\${{ ${mark} }}`,
  `{% for x in y %}${mark}{% endfor %}`,
  `{{ ${mark} }}`,
  `{{resolve:secretsmanager:${mark}}}`,
  `&anchor ${mark}`,
  `*${mark}`,
  `<<: *${mark}`,
  `? ${mark}`,
  `- ${mark}`,
  `# ${mark}`,
  `${mark}: {a: b}`,
  `[${mark}, b]`,
  `{"Ref": "${mark}"}`,
  `| ${mark}`,
  `%YAML 1.1 ${mark}`,
  `../../${mark}`,
  `${mark}🚀${String.fromCodePoint(0x10ffff)}`,
  `\\u0022${mark}`,
  `#{${mark}.x}`,
  mark.repeat(100_000),
];

const otherValues: unknown[] = [
  null,
  0,
  -1,
  1e308,
  12345678901,
  true,
  [],
  {},
  [[]],
  { Ref: mark },
  { 'Fn::Sub': mark },
  { [`Fn::GetAtt`]: [mark, 'Arn'] },
  JSON.parse(`{"__proto__": {"${mark}": 1}, "constructor": "${mark}"}`),
  Array(3).fill({ account: mark }),
];

type Path = Array<string | number>;

function pathsOf(value: unknown, path: Path = []): Path[] {
  return typeof value === 'object' && value !== null
    ? [
        path,
        ...Object.entries(value).flatMap(([key, inner]) =>
          pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
      ]
    : [path];
}

function replaceAt(value: any, path: Path, replacement: unknown): unknown {
  if (path.length === 0) {
    return replacement;
  }
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[path[0]] = replaceAt(value[path[0]], path.slice(1), replacement);
  return copy;
}

function addKey(value: any, path: Path, key: string): unknown {
  const target = path.reduce((inner, part) => inner[part], value);
  return typeof target === 'object' && target !== null && !Array.isArray(target)
    ? replaceAt(value, path, { ...target, [key]: mark })
    : value;
}

/** A right spec with one to three things in it that are meant to do harm. */
const hostileSpec = fc
  .tuple(
    fc.oneof(
      { weight: 1, arbitrary: arbitrarySpec() },
      { weight: 2, arbitrary: fc.constantFrom(...Object.values(shapes)) },
    ),
    fc.array(
      fc.tuple(
        fc.nat(10_000),
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom<unknown>(...attacks) },
          { weight: 2, arbitrary: fc.constantFrom(...otherValues) },
          { weight: 1, arbitrary: fc.anything() },
        ),
        fc.boolean(),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([spec, changes]) =>
    changes.reduce<unknown>((changed, [place, value, asKey]) => {
      const paths = pathsOf(changed);
      const path = paths[place % paths.length];
      return asKey && typeof value === 'string'
        ? addKey(changed, path, value)
        : replaceAt(changed, path, value);
    }, spec),
  );

/** Where a text of the spec decides what the template does. */
/** The key of a tag is somebody's choice, behind what makes it a condition key. */
const isTagKey = /^aws:PrincipalTag\/[^${}]+$/;

function findTemplateCode(value: unknown, path: Path = []): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      findTemplateCode(item, [...path, index]),
    );
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    const isCode =
      (key.includes(mark) && !isTagKey.test(key)) ||
      ((key === 'Ref' || key === 'Fn::GetAtt' || key === 'Fn::ImportValue') &&
        JSON.stringify(inner).includes(mark)) ||
      (key === 'Fn::Sub' && fillsInMark(inner));
    return [
      ...(isCode ? [`${here.join('.')}: ${JSON.stringify(inner)}`] : []),
      ...findTemplateCode(inner, here),
    ];
  });
}

/** `${!…}` is plain text, and values of a substitution are too. */
function fillsInMark(argument: unknown): boolean {
  const text = Array.isArray(argument) ? argument[0] : argument;
  return [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].some(([, name]) =>
    name.includes(mark),
  );
}

const counts = { refused: 0, rendered: 0 };

function attack(input: unknown) {
  let files: Record<string, string>;
  try {
    files = renderPipeline({ spec: parsePipelineSpec(input), templates }).files;
  } catch (error) {
    // Anything else would be a mistake of ours, shown to whoever filled a form.
    if (
      !(error instanceof PipelineSpecError) &&
      !(error instanceof PipelineTooLargeError)
    ) {
      throw error;
    }
    expect(error.message.length).toBeLessThan(30_000);
    expect(error.message).not.toMatch(/^undefined|\[object/);
    counts.refused += 1;
    return;
  }
  counts.rendered += 1;
  for (const [file, text] of Object.entries(files)) {
    if (file !== 'manifest.yaml') {
      const { body } = parseTemplate({ text, file });
      expect(findTemplateCode(body)).toEqual([]);
      expect(Object.keys(body.Resources)).not.toContain('Evil');
      expect(text).not.toContain('{{resolve:');
    }
  }
}

describe('2,000 hostile specs', () => {
  it('are refused clearly or rendered as nothing but values', () => {
    fc.assert(fc.property(hostileSpec, attack), {
      numRuns: 2_000,
      seed: 20261120,
    });
    // Both ways out have to be taken for this to say anything.
    expect(counts.refused).toBeGreaterThan(400);
    expect(counts.rendered).toBeGreaterThan(120);
  });

  it('do not slow anything down with size or depth', () => {
    const spec = Object.values(shapes)[0];
    const huge = 'a'.repeat(10_000_000);
    let deep: unknown = 'x';
    for (let depth = 0; depth < 5_000; depth++) {
      deep = [deep];
    }
    const start = performance.now();
    for (const value of [
      huge,
      { [huge]: huge },
      deep,
      Array(100_000).fill({}),
    ]) {
      for (const field of ['name', 'source', 'stages', 'tags', 'deploy']) {
        expect(() => parsePipelineSpec({ ...spec, [field]: value })).toThrow(
          PipelineSpecError,
        );
      }
    }
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});

describe('the search for template code', () => {
  it('finds what it looks for', () => {
    expect(
      findTemplateCode({
        A: { Ref: mark },
        B: [{ 'Fn::Sub': `x \${${mark}}` }],
        C: { 'Fn::Sub': ['${A}', { A: mark }] },
        D: { 'Fn::Sub': `\${!${mark}}` },
        [`E${mark}`]: 1,
      }),
    ).toHaveLength(3);
  });
});
