import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeRules } from './describeRules';
import type { Rule } from './Rule';
import { isRuleId, ruleOf, rules } from './rules';

const plugins = resolve(__dirname, '../../../..');
const page = resolve(plugins, 'cross-account-pipelines/docs/rules.md');

/** The sources of the packages that find something. */
function sources(folder: string): string[] {
  return readdirSync(resolve(plugins, folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(file => /(?<!\.test)\.tsx?$/.test(file))
    .map(file => readFileSync(resolve(plugins, folder, file), 'utf8'));
}

describe.each(Object.entries<Rule>(rules))('%s', (id, rule) => {
  it('is described', () => {
    expect(ruleOf(id)).toBe(rule);
    expect(isRuleId(id)).toBe(true);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(['error', 'warning', 'note']).toContain(rule.level);
    expect(rule.hop ?? 'H0').toMatch(/^H\d+$/);
    expect(rule.page ?? 'a/b').toMatch(/^[\w-]+(\/[\w-]+)+$/);
  });
});

it('lowers the hop of every rule that says so', () => {
  const lowering = Object.entries<Rule>(rules).filter(
    ([, { lowers }]) => lowers,
  );
  expect(
    Object.fromEntries(
      lowering.map(([id, { hop, lowers }]) => [id, [hop, lowers]]),
    ),
  ).toEqual({
    'trust-accepts-whole-account': ['H1', 'resource'],
    'service-trust-without-source': ['H0', 'resource'],
    'deploy-role-unbounded': ['H4', 'resource'],
    'passes-any-role': ['H3', 'caller'],
  });
});

it('has an id for everything that is found', () => {
  const found = ['cross-account-pipelines-core', 'cross-account-pipelines-node']
    .flatMap(name => sources(`${name}/src`))
    .flatMap(text => [
      ...text.matchAll(
        /\brule: '([\w-]+)',\s*(?:level|health|message|test)\b/g,
      ),
    ])
    .map(([, id]) => id);
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(id => !ruleOf(id))).toEqual([]);
});

it.each(['E3012', 'W1011', 'F0001'])(
  'takes %s for an id of the validation of templates',
  id => {
    expect(ruleOf(id)).toBeUndefined();
    expect(isRuleId(id)).toBe(true);
  },
);

it.each(['H15', 'H99', 'h6', '', 'toString', 'trust-accepts-account'])(
  'has no rule "%s"',
  id => {
    expect(ruleOf(id)).toBeUndefined();
    expect(isRuleId(id)).toBe(false);
  },
);

it('is what the page of the documentation says; if not: npm run docs', () => {
  expect(readFileSync(page, 'utf8')).toBe(describeRules());
});
