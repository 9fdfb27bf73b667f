import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { shapes } from '../fixtures/shapes';
import { renderTemplate } from '../templates/renderTemplate';
import { foundationContext } from './foundationContext';
import { listStacks } from './listStacks';
import { pipelineContext } from './pipelineContext';
import { pipelineParts } from './PipelineParts';
import { targetAccountContext } from './targetAccountContext';
import { templateContextVersion } from './templateContextVersion';

// eslint-disable-next-line no-restricted-syntax
const root = join(__dirname, '../../../../..');
const readme = readFileSync(
  join(root, 'templates/cross-account-pipeline/README.md'),
  'utf8',
);
const recorded = join(
  // eslint-disable-next-line no-restricted-syntax
  __dirname,
  `fixtures/contextVersion${templateContextVersion}.json`,
);

/** What templates are given, over all shapes of pipelines. */
const given: Record<string, string[]> = {};
for (const shape of Object.values(shapes)) {
  const spec = parsePipelineSpec(shape);
  const parts = pipelineParts(spec);
  const contexts = {
    foundation: parts.stores.map(store =>
      foundationContext(spec, parts, store, 'accounts'),
    ),
    'target-account': parts.places.map(place =>
      targetAccountContext(spec, place),
    ),
    'target-stack-set': listStacks(spec, parts, 'accounts')
      .filter(({ instances }) => instances)
      .map(({ context }) => ({ ...context, template: '' })),
    pipeline: parts.pipelines.map(pipeline =>
      pipelineContext(spec, parts, pipeline),
    ),
  };
  for (const [file, all] of Object.entries(contexts)) {
    const names = all.flatMap(context => Object.keys(context));
    given[file] = [...new Set([...(given[file] ?? []), ...names])].sort();
  }
}

/** Names of a file that the README lists, without what they hold. */
function documented(file: string): string[] {
  const [, paragraph] = new RegExp(
    `^\`${file}\\.yaml\`: ([\\s\\S]*?)\\.(?: [A-Z][\\s\\S]*?)?\\n\\n`,
    'm',
  ).exec(readme)!;
  const outer = paragraph.replace(/\([^)]*\)/g, '');
  return [...outer.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort();
}

describe('what templates can name', () => {
  it.each(Object.keys(given))('is what the README lists: %s', file => {
    expect(documented(file)).toEqual(given[file]);
  });

  /** After names were added: UPDATE_CONTEXT=1 jest templateContext. */
  it('keeps all names of its version', () => {
    if (process.env.UPDATE_CONTEXT) {
      writeFileSync(recorded, `${JSON.stringify(given, null, 2)}\n`);
    }
    const before: typeof given = JSON.parse(readFileSync(recorded, 'utf8'));
    const gone = Object.entries(before).flatMap(([file, names]) =>
      names.filter(name => !given[file].includes(name)),
    );
    expect(gone).toEqual([]);
    // What is added has to be kept from now on.
    expect(given).toEqual(before);
    expect(readme).toContain(`This is version ${templateContextVersion} of`);
    expect(readme).toContain(`# context-version: ${templateContextVersion}`);
  });

  it('is refused to a template for another version, with its line', () => {
    const render = (version: string) =>
      renderTemplate(
        {
          file: 'pipeline.yaml',
          text: `# ours\n# context-version: ${version}\nResources: {}\n`,
        },
        {},
      );
    expect(render('1')).toContain('Resources');
    expect(() => render('2')).toThrow(
      /pipeline\.yaml:2: is written for version 2 of the names that templates can use, and this version of the suite gives version 1/,
    );
  });
});
