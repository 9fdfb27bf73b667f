import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { shapes } from './fixtures/shapes';
import { checkRendered } from './plan/checkRendered';
import { formatPlan } from './plan/formatPlan';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const suite = join(
  // eslint-disable-next-line no-restricted-syntax
  __dirname,
  '../../../../templates/cross-account-pipeline',
);

const readme = readFileSync(join(suite, 'README.md'), 'utf8');

/** The changes of the example, in the order of the README. */
const [workInVpc, letBuildsWorkInVpc, forgetDecrypt] = [
  ...readme.matchAll(/^```diff\n([\s\S]*?)^```$/gm),
].map(([, diff]) => diff);

const own = createMockDirectory();

/** A folder with changed copies of the suite's files. */
async function customise(changes: Record<string, string[]>) {
  own.setContent(
    Object.fromEntries(
      Object.entries(changes).map(([file, diffs]) => [
        file,
        diffs.reduce(
          apply,
          readFileSync(join(suite, 'cloudformation', file), 'utf8'),
        ),
      ]),
    ),
  );
  return renderPipeline({
    spec: parsePipelineSpec(
      shapes['change sets in two accounts and two Regions'],
    ),
    templates: await readTemplateFolder(own.path),
  });
}

function apply(text: string, diff: string): string {
  const side = (marks: RegExp) =>
    diff
      .split(/(?<=\n)/)
      .filter(line => marks.test(line))
      .map(line => line.slice(1))
      .join('');
  const pieces = text.split(side(/^[ -]/));
  expect(pieces).toHaveLength(2);
  return pieces.join(side(/^[ +]/));
}

describe('the example of customising in the README', () => {
  it('is valid and breaks nothing', async () => {
    const rendered = await customise({
      'pipeline.yaml': [workInVpc],
      'foundation.yaml': [letBuildsWorkInVpc],
    });
    const { findings } = await checkRendered(rendered);
    expect(findings.filter(({ level }) => level !== 'note')).toEqual([]);
    const { BuildProject } = parseTemplate({
      text: rendered.files['pipeline.yaml'],
      file: 'pipeline.yaml',
    }).body.Resources;
    expect(BuildProject.Properties!.VpcConfig).toMatchObject({
      VpcId: 'vpc-0a1b2c3d',
    });
    expect(rendered.files['foundation.yaml']).toContain('Sid: WorkInVpc');
  });

  it('is refused as the README shows where it breaks a hop', async () => {
    const plan = formatPlan(
      await checkRendered(
        await customise({
          'foundation.yaml': [letBuildsWorkInVpc, forgetDecrypt],
        }),
      ),
    ).join('\n');
    const [shown] = /foundation\.yaml:\d+: Does not hold: .*?artifacts /.exec(
      readme,
    )!;
    expect(plan).toContain('Must not be deployed:');
    expect(plan).toContain(shown);
  });
});

describe('the names in the README', () => {
  it.each(['foundation', 'target-account', 'pipeline'])(
    'are those that %s.yaml uses',
    name => {
      const [, paragraph] = new RegExp(
        `^\`${name}\\.yaml\`: ([\\s\\S]*?)\\n\\n`,
        'm',
      ).exec(readme)!;
      const documented = new Set(
        [...paragraph.matchAll(/`(\w+)`/g)].map(([, word]) => word),
      );
      const text = readFileSync(
        join(suite, `cloudformation/${name}.yaml`),
        'utf8',
      );
      const loops = [...text.matchAll(/\{% for (\w+) in/g)].map(
        ([, each]) => each,
      );
      const used = [
        ...text.matchAll(
          /\{%-? (?:if|elif|for \w+ in) (.*?) -?%\}|\$\{\{ (.*?) \|/g,
        ),
      ]
        .flatMap(
          ([, condition = '', value = '']) =>
            `${condition} ${value}`
              .replace(/'[^']*'/g, '')
              .match(/(?<![.\w])[a-z]\w*/g) ?? [],
        )
        .filter(word => !['and', 'or', 'not', 'loop', ...loops].includes(word));
      expect([...new Set(used)].filter(word => !documented.has(word))).toEqual(
        [],
      );
    },
  );
});
