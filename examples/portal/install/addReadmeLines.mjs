import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { rootDir } from '../rootDir.mjs';
import { applyDiff } from './applyDiff.mjs';
import { readSnippets } from './readSnippets.mjs';

/**
 * Adds to a portal what READMEs say, read out of them: each block with a title
 * goes into the file of that name, each `yarn workspace … add` line into that
 * package's dependencies. Where the plugins are `bundled`, what names them as
 * dependencies is left out.
 */
export function addReadmeLines({
  portalDir,
  tarballsDir,
  readmes,
  bundled = false,
}) {
  cpSync(tarballsDir, path.join(portalDir, 'tarballs'), { recursive: true });
  cpSync(
    path.join(rootDir, 'templates', 'cross-account-pipeline'),
    path.join(portalDir, 'templates', 'cross-account-pipeline'),
    { recursive: true },
  );
  for (const { language, title, text } of readmes
    .flatMap(readme => readSnippets(path.join(rootDir, readme)))
    .map(snippet => (bundled ? withoutPlugins(snippet) : snippet))) {
    if (title) {
      addTo[language](path.join(portalDir, title), text);
    } else if (language === 'sh') {
      addDependencies(portalDir, text);
    }
  }
}

/** Without what app and backend would depend on, and without the lines that add it. */
function withoutPlugins({ text, ...rest }) {
  return {
    ...rest,
    text: text
      .replaceAll(
        /^yarn workspace (?:app|backend) add backstage-plugin-.*\n/gm,
        '',
      )
      .replaceAll(/^backend\.add\(\s*import\([^)]*\),?\s*\);\n/gm, ''),
  };
}

const addTo = {
  diff: (file, text) =>
    writeFileSync(file, applyDiff(readFileSync(file, 'utf8'), text)),
  json: (file, text) =>
    editJson(file, manifest => merge(manifest, JSON.parse(text))),
  yaml: (file, text) =>
    writeFileSync(
      file,
      stringify(merge(parse(readFileSync(file, 'utf8')), parse(text))),
    ),
  ts: (file, text) =>
    writeFileSync(
      file,
      existsSync(file)
        ? readFileSync(file, 'utf8').replace(
            'backend.start();',
            `${text}backend.start();`,
          )
        : text,
    ),
};

function addDependencies(portalDir, commands) {
  for (const [, workspace, name, range = '*'] of commands.matchAll(
    /^yarn workspace (\S+) add (@?[^@\s]+)(?:@(\S+))?$/gm,
  )) {
    editJson(
      path.join(portalDir, 'packages', workspace, 'package.json'),
      manifest => merge(manifest, { dependencies: { [name]: range } }),
    );
  }
}

/** Reads, changes and writes a JSON file. */
export function editJson(file, edit) {
  const text = JSON.stringify(
    edit(JSON.parse(readFileSync(file, 'utf8'))),
    undefined,
    2,
  );
  writeFileSync(file, `${text}\n`);
}

/** Maps are merged and lists get longer, as people add lines. */
export function merge(base, added) {
  if (Array.isArray(base) && Array.isArray(added)) {
    return [...base, ...added];
  }
  if (isMap(base) && isMap(added)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(base), ...Object.keys(added)])].map(key => [
        key,
        merge(base[key], added[key]),
      ]),
    );
  }
  return added ?? base;
}

function isMap(value) {
  return typeof value === 'object' && Boolean(value) && !Array.isArray(value);
}
