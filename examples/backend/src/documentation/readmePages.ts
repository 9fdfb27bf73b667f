import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { docsFolder, fromRoot } from './documentation';

/** READMEs that are pages of the site, too: what stands beside the code. */
export const readmePages: Record<string, string> = {
  'README.md': 'install.md',
  'plugins/cross-account-pipelines/README.md': 'screens.md',
  'plugins/cross-account-pipelines-backend/README.md': 'backend.md',
  'plugins/cross-account-pipelines-node/README.md': 'command-line.md',
  'plugins/catalog-backend-module-cross-account-pipelines/README.md':
    'catalog.md',
  'plugins/scaffolder-backend-module-cross-account-pipelines/README.md':
    'actions.md',
  'plugins/tech-insights-backend-module-cross-account-pipelines/README.md':
    'tech-insights.md',
  'templates/cross-account-pipeline/README.md': 'customising.md',
  'templates/portal-access/README.md': 'portal-access.md',
};

/**
 * A README as a page of the site. What it links to leads to the page or the
 * picture that has it; what the site has no page for keeps its words without the
 * link.
 *
 * @param readme - path from the root
 */
export function readmePage(readme: string): string {
  const text = readFileSync(fromRoot(readme), 'utf8').replace(
    /\[([^\]]+)\]\((?!https?:|mailto:|#)([^)#\s]*)(#[^)\s]*)?\)/g,
    (_, words: string, target: string, anchor = '') => {
      const page = pageOf(resolve(dirname(fromRoot(readme)), target));
      return page ? `[${words}](${page}${anchor})` : words;
    },
  );
  const [title, ...rest] = text.split('\n');
  return [
    title,
    '',
    `<!-- Generated from ${readme}: npm run docs -->`,
    ...rest,
  ].join('\n');
}

function pageOf(file: string): string | undefined {
  const inside = relative(docsFolder, file);
  if (!inside.startsWith('..')) {
    return inside;
  }
  const readme = Object.keys(readmePages).find(each =>
    [fromRoot(each), dirname(fromRoot(each))].includes(file),
  );
  return readme && existsSync(file) ? readmePages[readme] : undefined;
}
