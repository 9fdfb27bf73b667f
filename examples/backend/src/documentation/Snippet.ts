import { readFileSync } from 'node:fs';
import { fromRoot, pages } from './documentation';

/** A fenced block of a page. */
export interface Snippet {
  /** Path from the root. */
  page: string;
  /** Where it begins. */
  line: number;
  language: string;
  /** The file that it belongs into, where it says so. */
  title?: string;
  /** Without the indentation of the list that it stands in. */
  text: string;
}

const fence =
  /^(?<indent> *)```(?<language>\w*)(?: title="(?<title>[^"]+)")?[^\n]*\n(?<body>.*?)^\k<indent>```$/gms;

function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(fromRoot(page), 'utf8');
  return [...text.matchAll(fence)].map(({ index, groups }) => {
    const { indent, language, title, body } = groups!;
    return {
      page,
      line: text.slice(0, index).split('\n').length,
      language,
      ...(title && { title }),
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
}

/** Every fenced block of every page that people read. */
export const snippets = pages.flatMap(snippetsOf);
