import { readmePages } from './readmePages';
import type { Snippet } from './Snippet';

/** What makes sure that a snippet is true. */
export interface SnippetTest {
  /** What becomes of the snippet there. */
  does: string;
  /** Path from the root. */
  file: string;
  takes(snippet: Snippet): boolean;
}

const docs = 'plugins/cross-account-pipelines/docs';
const own = 'examples/backend/src/documentation/snippets.test.ts';

/** The README that a page of the site is made of, or the page itself. */
function sourceOf(page: string): string {
  const [readme] =
    Object.entries(readmePages).find(
      ([, name]) => page === `${docs}/${name}`,
    ) ?? [];
  return readme ?? page;
}

const isOf = (...readmes: string[]) => {
  return ({ page }: Snippet) => readmes.includes(sourceOf(page));
};
const isIn =
  (...languages: string[]) =>
  ({ language }: Snippet) =>
    languages.includes(language);

/** The first that takes a snippet runs it, or reads it as what it is for does. */
export const snippetTests: SnippetTest[] = [
  {
    does: 'is added to a default app, which is started and used',
    file: 'examples/portal/test-install.mjs',
    takes: snippet =>
      isOf(
        'README.md',
        'plugins/cross-account-pipelines/README.md',
        `${docs}/dynamic-plugins.md`,
      )(snippet) &&
      (snippet.title !== undefined ||
        snippet.text.startsWith('yarn workspace')),
  },
  {
    does: 'is packed with, before it is installed',
    file: 'examples/portal/test-install.mjs',
    takes: ({ text }) => /^npm run (pack|bundle -- \S+)\n$/.test(text),
  },
  {
    does: 'is read, and the spec deployed in the sandbox',
    file: 'plugins/cross-account-pipelines-node/src/commandLine/readme.test.ts',
    takes: ({ text }) => /^# (orders|manifest|findings)\.yaml\n/.test(text),
  },
  {
    does: 'changes copies of the templates, which are rendered and judged',
    file: 'plugins/cross-account-pipelines-node/src/rendering/customising.test.ts',
    takes: snippet =>
      isOf('templates/cross-account-pipeline/README.md')(snippet) &&
      isIn('diff')(snippet),
  },
  {
    does: 'has to say what the step for GitHub says',
    file: 'examples/backend/src/documentation/pullRequestTemplate.test.ts',
    takes: ({ text }) => text.includes('publish:gitlab:merge-request'),
  },
  {
    does: 'is explained by the cause that it stands under',
    file: 'plugins/cross-account-pipelines-core/src/explaining/wordings/describeTroubles.test.ts',
    takes: snippet =>
      isOf(`${docs}/troubleshooting.md`)(snippet) && isIn('text')(snippet),
  },
  {
    does: 'is taken by the command, word by word, and by the shell',
    file: 'plugins/cross-account-pipelines-node/src/commandLine/documentedCommands.test.ts',
    takes: snippet =>
      isIn('sh', 'bash')(snippet) &&
      snippet.text.includes('cross-account-pipelines '),
  },
  {
    does: 'names settings that there are, and parses',
    file: own,
    takes: snippet =>
      isIn('yaml')(snippet) && /^crossAccountPipelines:/m.test(snippet.text),
  },
  { does: 'parses as YAML', file: own, takes: isIn('yaml', 'yml') },
  { does: 'parses as JSON', file: own, takes: isIn('json') },
  { does: 'parses as TypeScript', file: own, takes: isIn('ts', 'tsx') },
  { does: 'parses in a shell', file: own, takes: isIn('sh', 'bash') },
];

/** What tests a snippet; nothing where nobody does. */
export function testOf(snippet: Snippet): SnippetTest | undefined {
  return snippetTests.find(({ takes }) => takes(snippet));
}
