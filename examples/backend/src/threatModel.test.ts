import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '../../..');

/** Who, entrance, attack, what stops it, test. */
const rows = readText('plugins/cross-account-pipelines/docs/threat-model.md')
  .split('\n')
  .filter(line => line.startsWith('| ') && !/^\| (Who|-+) /.test(line))
  .map(line =>
    line
      .slice(1, -1)
      .split(' | ')
      .map(cell => cell.trim()),
  );

interface Guard {
  file: string;
  from: string;
  to: string;
  also?: Guard[];
}

/** What `npm run guards` takes away. */
const guards: Array<{ attack: string; guards: Guard[] }> = parse(
  readText('examples/portal/guards/guards.yaml'),
);

function readText(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}

describe('the threat model', () => {
  it('has rows of five cells', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ length }) => length !== 5)).toEqual([]);
  });

  it.each(rows.map(row => [row[2], row[4]]))(
    'names a test that is there: %s',
    (_, test) => {
      const [, file, title] = /^`([^`]+)`: (.+)$/.exec(test)!;
      const text = readText(file);
      expect(text.replace(/\s+/g, ' ')).toContain(title);
    },
  );

  it('says of each row what can be taken away', () => {
    expect(guards.map(({ attack }) => attack)).toEqual(
      rows.map(([, , attack]) => attack),
    );
  });

  it.each(
    guards
      .flatMap(row => row.guards)
      .flatMap(guard => [guard, ...(guard.also ?? [])]),
  )('finds what can be taken away once: $file', ({ file, from, to }) => {
    expect(readText(file).split(from).length - 1).toBe(1);
    expect(to).not.toBe(from);
  });
});
