import { parseTemplate } from '../parsing/parseTemplate';
import { readExistingDocuments } from './readExistingDocuments';
import type { ManifestStack, StackManifest, StackPhase } from './StackManifest';
import {
  StackManifestError,
  type StackManifestProblem,
} from './StackManifestError';
import { stackManifestSchema } from './stackManifestSchema';
import { nestedTemplatePath } from './nestedTemplatePath';
import { placeKey } from './StackPlace';

/**
 * A manifest and the texts of the templates that it names.
 *
 * @public
 */
export interface StackSetUp {
  /** As it is deployed: every stack has its phase. */
  manifest: StackManifest;
  /** By the path that the manifest names. */
  templates: Record<string, string>;
}

/** As `manifest.yaml` may have it: a phase need not be written. */
type WrittenStack = Omit<ManifestStack, 'phase'> & { phase?: StackPhase };

/**
 * Reads a stack manifest, whoever wrote it. Checking, deploying and the
 * scaffolder's actions all take what this takes.
 *
 * A stack without a phase gets the one that it can only have: what makes a
 * pipeline is `pipeline`, what other stacks take outputs of is `foundation`, the
 * rest is `target`.
 *
 * @param options - `value` is the manifest as plain data; `readTemplate` is asked
 *   once for each path, and what it throws becomes a problem of the manifest;
 *   `publishedTemplates` are those of the manifest
 * @throws StackManifestError that lists every problem with its place
 *
 * @public
 */
export async function readStackManifest(options: {
  value: unknown;
  readTemplate: (path: string) => Promise<string>;
  publishedTemplates?: Record<string, string>;
}): Promise<StackSetUp> {
  const { publishedTemplates } = options;
  const { data, error } = stackManifestSchema.safeParse(options.value);
  if (error) {
    throw new StackManifestError(
      error.issues.map(issue => {
        const path = issue.path as Array<string | number>;
        return { path, message: `${describePath(path)}: ${issue.message}.` };
      }),
    );
  }
  const templates = await readTemplates(data.stacks, options);
  return {
    manifest: {
      ...data,
      stacks: withPhases(data.stacks, templates),
      ...(data.existing && {
        existing: await readExistingDocuments({
          existing: data.existing,
          readText: options.readTemplate,
          path: ['existing'],
        }),
      }),
      ...(publishedTemplates && { publishedTemplates }),
    },
    templates,
  };
}

/** `stacks[1].template`, or a name for the whole. */
function describePath(path: ReadonlyArray<string | number>): string {
  return (
    path
      .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .replace(/^\./, '') || 'The manifest'
  );
}

interface TemplateReading {
  readTemplate: (path: string) => Promise<string>;
  publishedTemplates?: Record<string, string>;
}

async function readTemplates(
  stacks: WrittenStack[],
  reading: TemplateReading,
): Promise<Record<string, string>> {
  const { readTemplate } = reading;
  const texts = new Map<string, string>();
  const problems: StackManifestProblem[] = [];
  for (const [index, { template }] of stacks.entries()) {
    if (texts.has(template)) {
      continue;
    }
    try {
      texts.set(template, await readTemplate(template));
    } catch (error) {
      const path = ['stacks', index, 'template'];
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ path, message });
    }
  }
  if (problems.length > 0) {
    throw new StackManifestError(problems);
  }
  await readNested(texts, reading);
  return Object.fromEntries(texts);
}

/** More than nested stacks of one set-up have. */
const maxNestedTemplates = 1_000;

/** Templates of nested stacks that are beside those that name them. */
async function readNested(
  texts: Map<string, string>,
  { readTemplate, publishedTemplates }: TemplateReading,
): Promise<void> {
  const asked = new Set(texts.keys());
  // The map grows by what is read while it is gone through.
  for (const [file, text] of texts) {
    for (const path of nestedIn(file, text, publishedTemplates)) {
      if (asked.has(path) || asked.size > maxNestedTemplates) {
        continue;
      }
      asked.add(path);
      try {
        texts.set(path, await readTemplate(path));
      } catch {
        // Then it is said of the stack that it is not known whole.
      }
    }
  }
}

function nestedIn(
  file: string,
  text: string,
  published?: Record<string, string>,
): string[] {
  if (!text.includes('AWS::CloudFormation::Stack')) {
    return [];
  }
  try {
    return Object.values(parseTemplate({ file, text }).body.Resources).flatMap(
      resource => nestedTemplatePath(resource, file, published) ?? [],
    );
  } catch {
    // What is wrong with it is said where it is checked.
    return [];
  }
}

function withPhases(
  stacks: WrittenStack[],
  templates: Record<string, string>,
): ManifestStack[] {
  const sources = new Set(
    stacks.flatMap(({ parameters = {} }) =>
      Object.values(parameters).flatMap(value =>
        typeof value === 'string' ? [] : [placeKey(value.fromStack)],
      ),
    ),
  );
  const phaseOf = (stack: WrittenStack): StackPhase => {
    if (makesPipeline(stack.template, templates[stack.template])) {
      return 'pipeline';
    }
    return sources.has(placeKey(stack)) ? 'foundation' : 'target';
  };
  return stacks.map(stack => ({
    ...stack,
    phase: stack.phase ?? phaseOf(stack),
  }));
}

function makesPipeline(file: string, text: string): boolean {
  try {
    return Object.values(parseTemplate({ file, text }).body.Resources).some(
      ({ Type }) => Type === 'AWS::CodePipeline::Pipeline',
    );
  } catch {
    // What is wrong with it is said where it is checked.
    return false;
  }
}
