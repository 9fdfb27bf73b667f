import { readFileSync } from 'node:fs';

const fence =
  /^( *)```(?<language>\w+)(?: title="(?<title>[^"]+)")?\n(?<body>.*?)^\1```$/gms;

/**
 * The fenced blocks of a Markdown file, in order: `language`, `title` (the file
 * that the text belongs into, where it says so) and `text`, without the
 * indentation of the list that it stands in.
 */
export function readSnippets(file) {
  return [...readFileSync(file, 'utf8').matchAll(fence)].map(
    ({ 1: indent, groups: { language, title, body } }) => ({
      language,
      title,
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}
