import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectArtifacts } from './collectArtifacts';

describe('collectArtifacts', () => {
  let source: string;

  beforeEach(async () => {
    source = await mkdtemp(join(tmpdir(), 'aws-sandbox-artifacts-'));
    for (const path of [
      'top.txt',
      'out/a.js',
      'out/deep/b.js',
      'out/deep/b.map',
    ]) {
      await mkdir(dirname(join(source, path)), { recursive: true });
      await writeFile(join(source, path), path);
    }
  });

  afterEach(async () => {
    await rm(source, { recursive: true });
  });

  const collect = async (files: string[], more: object = {}) =>
    Object.keys(
      await collectArtifacts(source, {
        files,
        excluded: [],
        baseDirectory: '.',
        discardPaths: false,
        ...more,
      }),
    ).sort();

  it.each<[string[], object, string[]]>([
    [['**/*'], {}, ['out/a.js', 'out/deep/b.js', 'out/deep/b.map', 'top.txt']],
    [['*'], {}, ['top.txt']],
    [['out/*.js'], {}, ['out/a.js']],
    [['**/*.js'], { excluded: ['**/deep/**'] }, ['out/a.js']],
    [['**/*'], { baseDirectory: 'out/deep' }, ['b.js', 'b.map']],
    [['out/**/*.js'], { discardPaths: true }, ['a.js', 'b.js']],
    [['./top.txt'], {}, ['top.txt']],
  ])('takes %j with %j', async (files, more, expected) => {
    await expect(collect(files, more)).resolves.toEqual(expected);
  });

  it('says when there is nothing', async () => {
    await expect(collect(['nothing/*'])).rejects.toThrow(
      'no matching artifact paths found for nothing/*',
    );
    await expect(collect(['*'], { baseDirectory: 'nowhere' })).rejects.toThrow(
      'no matching artifact paths',
    );
  });

  it('stays in the source', async () => {
    await expect(collect(['**/*'], { baseDirectory: '..' })).rejects.toThrow(
      'outside of the source',
    );
  });
});
