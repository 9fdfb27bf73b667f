import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { configurationReference } from './configurationReference';
import {
  configDeclarations,
  docsFolder,
  fromRoot,
  pages,
  toRoot,
} from './documentation';
import { readmePage, readmePages } from './readmePages';

const read = (file: string) => readFileSync(fromRoot(file), 'utf8');

/** GitHub's and MkDocs' way of making an anchor of a heading. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .replaceAll('`', '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
  const named = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
  return new Set([...headings, ...named]);
}

describe('documentation', () => {
  it('has a page of the settings that is up to date', () => {
    expect(read(toRoot(resolve(docsFolder, 'configuration.md')))).toBe(
      configurationReference(configDeclarations),
    );
  });

  it.each(Object.entries(readmePages))(
    'has %s as a page that is up to date: %s',
    (readme, page) => {
      expect(read(toRoot(resolve(docsFolder, page)))).toBe(readmePage(readme));
    },
  );

  it('names every page in its menu, and no other', () => {
    const { nav } = parse(
      readFileSync(resolve(docsFolder, '../mkdocs.yml'), 'utf8'),
    ) as { nav: Array<Record<string, string>> };
    const inMenu = nav.flatMap(entry => Object.values(entry)).sort();
    const there = pages
      .filter(file => fromRoot(file).startsWith(docsFolder))
      .map(file => fromRoot(file).slice(docsFolder.length + 1))
      .sort();
    expect(inMenu).toEqual(there);
  });

  const pictures = globSync('screenshots/*.png', { cwd: docsFolder });
  const readmes = pages.filter(file => !fromRoot(file).startsWith(docsFolder));

  it.each(pictures)('shows %s, and says what it is of', picture => {
    const shown = readmes.flatMap(file =>
      [...read(file).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].filter(
        ([, , target]) =>
          resolve(dirname(fromRoot(file)), target) ===
          resolve(docsFolder, picture),
      ),
    );
    expect(shown).not.toEqual([]);
    expect(shown.filter(([, alt]) => alt.length < 20)).toEqual([]);
  });

  it('has pictures that everybody can afford to clone', () => {
    const bytes = pictures.map(
      picture => statSync(resolve(docsFolder, picture)).size,
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_500_000);
  });

  it.each(pages)('leads nowhere that does not exist: %s', file => {
    const text = read(file);
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
      .map(([, target]) => target)
      .map(target => target.split('#'));
    const missing = targets.filter(([path, anchor]) => {
      const target = path
        ? resolve(dirname(fromRoot(file)), path)
        : fromRoot(file);
      return (
        !existsSync(target) ||
        (anchor &&
          target.endsWith('.md') &&
          !anchorsOf(readFileSync(target, 'utf8')).has(anchor))
      );
    });
    expect(missing).toEqual([]);
  });
});
