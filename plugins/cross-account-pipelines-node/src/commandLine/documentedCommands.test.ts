import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseInvocation } from './Invocation';

// eslint-disable-next-line no-restricted-syntax
const root = resolve(__dirname, '../../../..');

/** Every page and recipe that people copy commands from. */
const pages = globSync(
  [
    '*.md',
    'plugins/*/*.md',
    'plugins/*/docs/**/*.md',
    'templates/**/*.md',
    'templates/ci/**/*.yml',
  ],
  { cwd: root },
).sort();

/** What follows the command's name, up to where the shell takes over again. */
const command =
  /^\s*(?:- run: )?(?:npx (?:--yes )?-p \S+ +|docker run .* )?cross-account-pipelines (?=[a-z])([^\n]*?)(?:\s+[#|<>]\s?[^\n]*|\s+\|\|.*|`.*)?$/gm;

function wordsOf(text: string): string[] {
  return text
    .replace(/<[^>]+>/g, 'something')
    .split(/\s+/)
    .filter(Boolean)
    .map(word => word.replace(/^["']|["']$/g, ''));
}

const commands = pages.flatMap(page =>
  [
    ...readFileSync(resolve(root, page), 'utf8')
      .replace(/ *\\\n\s*/g, ' ')
      .matchAll(command),
  ].map(([, args]) => [page, args] as const),
);

describe('the pages', () => {
  it('show commands', () => {
    expect(commands.length).toBeGreaterThan(25);
  });

  it.each(commands)('of %s show what the command takes: %s', (_, args) => {
    expect(parseInvocation(wordsOf(args)).command).toBeDefined();
  });
});
