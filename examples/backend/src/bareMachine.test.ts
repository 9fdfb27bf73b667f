import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

const scripts = Object.entries<string>(
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts,
).flatMap(([name, command]) => {
  const [, file] = /^node (\S+\.mjs)/.exec(command) ?? [];
  return file ? [[name, join(root, file)] as const] : [];
});

/** Every package that is imported before the first line of a script runs. */
function packagesBefore(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) {
    return [];
  }
  seen.add(file);
  return [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?(?:from )?'([^']+)';/gm,
    ),
  ].flatMap(([, name]) => {
    if (name.startsWith('.')) {
      return packagesBefore(resolve(dirname(file), name), seen);
    }
    return name.startsWith('node:') ? [] : [name];
  });
}

describe('a machine on which nothing is installed', () => {
  it('has scripts to run', () => {
    expect(scripts.map(([name]) => name)).toEqual(
      expect.arrayContaining(['start', 'test', 'test:e2e', 'test:install']),
    );
  });

  it.each(scripts)(
    'installs before it needs a package: npm run %s',
    (_, file) => {
      expect(packagesBefore(file)).toEqual([]);
    },
  );
});
