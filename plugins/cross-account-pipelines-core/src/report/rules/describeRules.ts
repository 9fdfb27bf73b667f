import type { Rule } from './Rule';
import { rules } from './rules';

/**
 * Every rule as a page of the documentation, in Markdown.
 *
 * @public
 */
export function describeRules(): string {
  const rows = Object.entries<Rule>(rules).map(([id, rule]) =>
    [
      `<a id="${id.toLowerCase()}"></a>\`${id}\``,
      rule.title,
      rule.level,
      rule.hop ? `\`${rule.hop}\`` : '',
      rule.page ? `[AWS](https://docs.aws.amazon.com/${rule.page}.html)` : '',
    ].join(' | '),
  );
  return [
    '# Rules',
    '',
    'Every id that a finding, a policy file or code scanning can name. A hop says what has to be so, the others what was found. The level is how a finding is usually taken; a policy file (`check --policy`, `crossAccountPipelines.findingPolicy`) can raise, lower or waive it. Problems that the offline validation of templates finds have ids of its own, such as `E3012`.',
    '',
    'This page is generated from the register of rules: change `report/rules/rules.ts` in the core package and run `npm run docs`.',
    '',
    '| Rule | What it means | Level | Hop | Page |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
    '',
  ].join('\n');
}
