import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** Who, entrance, attack, what stops it, test. */
const rows = readFileSync(
  resolve(root, 'plugins/cross-account-pipelines/docs/threat-model.md'),
  'utf8',
)
  .split('\n')
  .filter(line => line.startsWith('| ') && !/^\| (Who|-+) /.test(line))
  .map(line =>
    line
      .slice(1, -1)
      .split(' | ')
      .map(cell => cell.trim()),
  );

describe('the threat model', () => {
  it('has rows of five cells', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ length }) => length !== 5)).toEqual([]);
  });

  it.each(rows.map(row => [row[2], row[4]]))(
    'names a test that is there: %s',
    (_, test) => {
      const [, file, title] = /^`([^`]+)`: (.+)$/.exec(test)!;
      const text = readFileSync(resolve(root, file), 'utf8');
      expect(text.replace(/\s+/g, ' ')).toContain(title);
    },
  );
});
