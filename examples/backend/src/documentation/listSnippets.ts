/**
 * Lists every snippet of the pages that people read, and what tests it.
 *
 * npm run docs:snippets
 */
import { snippets } from './Snippet';
import { testOf } from './snippetTests';

const untested = snippets.filter(each => !testOf(each));

for (const snippet of snippets) {
  const { page, line, language, title } = snippet;
  const { does, file } = testOf(snippet) ?? { does: 'NOBODY TESTS IT' };
  process.stdout.write(
    `${page}:${line}  ${language}${title ? ` for ${title}` : ''}\n    ${does}${
      file ? ` (${file})` : ''
    }\n`,
  );
}
process.stdout.write(
  `\n${snippets.length} snippets, ${untested.length} that nobody tests\n`,
);
process.exitCode = untested.length > 0 ? 1 : 0;
