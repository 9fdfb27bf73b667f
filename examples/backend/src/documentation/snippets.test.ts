import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';
import { docsFolder, fromRoot } from './documentation';
import { type Snippet, snippets } from './Snippet';
import { snippetTests, testOf } from './snippetTests';

const named = snippets.map(
  snippet => [`${snippet.page}:${snippet.line}`, snippet] as const,
);
const ofLanguage = (...languages: string[]) =>
  named.filter(([, { language }]) => languages.includes(language));

/** Settings by the generated reference, lists without their brackets. */
const settings = [
  ...readFileSync(resolve(docsFolder, 'configuration.md'), 'utf8').matchAll(
    /^\| `([^`]+)`/gm,
  ),
].map(([, setting]) => setting.replaceAll('[]', ''));

/** The paths of a map's keys, up to what a setting leaves open. */
function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(each => pathsOf(each, path));
  }
  const isOpen = !settings.some(setting => setting.startsWith(`${path}.`));
  if (typeof value !== 'object' || value === null || isOpen) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, `${path}.${key}`),
  );
}

describe('snippets', () => {
  it.each(named)('are tested by something: %s', (_, snippet) => {
    expect(testOf(snippet)?.does).toBeDefined();
  });

  it.each(snippetTests.map(each => [each.does, each] as const))(
    'have a test that is there, and something to do: %s',
    (_, test) => {
      expect(existsSync(fromRoot(test.file))).toBe(true);
      expect(snippets.filter(each => testOf(each) === test)).not.toEqual([]);
    },
  );

  it.each(ofLanguage('yaml', 'yml'))('parse as YAML: %s', (_, { text }) => {
    // Templates of the scaffolder are YAML, too: `${{ … }}` stands in texts.
    const errors = parseAllDocuments(text, { logLevel: 'silent' }).flatMap(
      document => document.errors,
    );
    expect(errors).toEqual([]);
  });

  it.each(
    ofLanguage('yaml').filter(([, { text }]) =>
      /^crossAccountPipelines:/m.test(text),
    ),
  )('name settings that there are: %s', (_, { text }) => {
    const { crossAccountPipelines } = parse(text);
    const paths = pathsOf(crossAccountPipelines, 'crossAccountPipelines');
    expect(paths.filter(path => !settings.includes(path))).toEqual([]);
  });

  it.each(ofLanguage('json'))('parse as JSON: %s', (_, { text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it.each(ofLanguage('ts', 'tsx'))(
    'parse as TypeScript: %s',
    (_, { text, language }: Snippet) => {
      const { diagnostics = [] } = ts.transpileModule(text, {
        fileName: `snippet.${language}`,
        reportDiagnostics: true,
        compilerOptions: { jsx: ts.JsxEmit.Preserve },
      });
      expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
    },
  );

  it.each(ofLanguage('sh', 'bash'))('parse in a shell: %s', (_, { text }) => {
    // What a reader has to fill in stands in angle brackets.
    const filledIn = text.replace(/<[^<>\n]+>/g, 'something');
    expect(() =>
      execFileSync('bash', ['-n'], { input: filledIn, stdio: 'pipe' }),
    ).not.toThrow();
  });
});
