import {
  createTemplateRenderer,
  TemplateLimitError,
  TemplateRenderError,
  type TemplateContext,
  type TemplateValue,
} from 'nunjitsu';
import {
  TemplateError,
  type TemplateProblem,
} from 'backstage-plugin-cross-account-pipelines-core';
import { requireContextVersion } from '../context/templateContextVersion';
import type { TemplateSource } from './PipelineTemplates';
import { toLogicalId } from '../toLogicalId';

/** Every value leaves through one of these, so none becomes YAML or a template. */
const filters = {
  json: toJson,
  logicalId: (value: TemplateValue | undefined) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new TypeError('there is no text');
    }
    return toLogicalId(String(value));
  },
};

const interpolation = /\$\{\{([\s\S]*?)\}\}/g;
const safeInterpolation = /\|\s*(?:json|logicalId)\s*$/;

/** A pipeline with 500 actions takes some thousand values; no template needs more. */
const limits = { capabilityCalls: 100_000 };

const renderer = createTemplateRenderer({
  filters,
  trimBlocks: true,
  lstripBlocks: true,
});

/**
 * Fills a template with the engine that Backstage's `fetch:template` uses.
 *
 * Every `${{ }}` has to end in `| json`, which writes a value as a quoted text,
 * a number, a list or a map, or in `| logicalId`, which makes a name of it. So
 * a value is only ever a value, whatever a form was given.
 *
 * @throws TemplateError that names file and line: a filter is missing, the
 * syntax is wrong, a name has no value, or the template is for other names
 */
export function renderTemplate(
  source: TemplateSource,
  context: object,
): string {
  requireContextVersion(source);
  const unsafe = findUnsafeInterpolations(source);
  if (unsafe.length > 0) {
    throw new TemplateError(unsafe);
  }
  try {
    return renderer.render(source.text, context as TemplateContext, { limits });
  } catch (error) {
    throw new TemplateError([toProblem(source, error)]);
  }
}

function findUnsafeInterpolations(source: TemplateSource): TemplateProblem[] {
  return [...source.text.matchAll(interpolation)]
    .filter(([, expression]) => !safeInterpolation.test(expression))
    .map(match => {
      const before = source.text.slice(0, match.index).split('\n');
      return {
        file: source.file,
        line: before.length,
        column: before.at(-1)!.length + 1,
        message: `${match[0]} has to end in | json, so that its value cannot become part of the template`,
      };
    });
}

function toProblem(source: TemplateSource, error: unknown): TemplateProblem {
  const isRenderError = error instanceof TemplateRenderError;
  if (!isRenderError && !(error instanceof TemplateLimitError)) {
    throw error;
  }
  const message =
    isRenderError && error.code === 'capability_error'
      ? 'this ${{ }} has no value that the filter can write'
      : error.message;
  return {
    file: source.file,
    line: error.line,
    column: error.column,
    message,
  };
}

/**
 * JSON of plain ASCII: YAML 1.1 takes some other characters for line breaks.
 * Those beyond 16 bits are written as YAML escapes them, not as two halves.
 */
function toJson(value: TemplateValue | undefined): string {
  const json = JSON.stringify(value);
  if (json === undefined) {
    throw new TypeError('there is no value');
  }
  return json.replace(/[\u007f-\u{10ffff}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4
    ? `\\U${code.padStart(8, '0')}`
    : `\\u${code.padStart(4, '0')}`;
}
