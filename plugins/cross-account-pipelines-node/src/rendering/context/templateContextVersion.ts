import {
  TemplateError,
  type TemplateProblem,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { TemplateSource } from '../templates/PipelineTemplates';

/**
 * Version of the names that templates can use. Names may be added to a version.
 * Raise it when one is renamed, taken away or means something else, and say in
 * the changelog how templates move.
 */
export const templateContextVersion = 1;

/** In a line of its own, wherever a template's author put it. */
const declaration = /^#[ \t]*context-version:[ \t]*(\S+)[ \t]*$/m;

/**
 * A template that says for which version it was written is not rendered with the
 * names of another: what they make of it might be wrong and yet deploy.
 *
 * @throws TemplateError with file and line
 */
export function requireContextVersion({ file, text }: TemplateSource): void {
  const found = declaration.exec(text);
  if (!found || found[1] === String(templateContextVersion)) {
    return;
  }
  const problem: TemplateProblem = {
    file,
    line: text.slice(0, found.index).split('\n').length,
    message: `is written for version ${found[1]} of the names that templates can use, and this version of the suite gives version ${templateContextVersion}: see "What the files can name" in templates/cross-account-pipeline/README.md, change the file, then this line`,
  };
  throw new TemplateError([problem]);
}
