import { parseTemplate } from '../parsing/parseTemplate';
import type { ManifestStack, StackManifest, StackPhase } from './StackManifest';
import {
  StackManifestError,
  type StackManifestProblem,
} from './StackManifestError';
import { stackManifestSchema } from './stackManifestSchema';
import { placeKey } from './StackPlace';

/**
 * A manifest and the texts of the templates that it names.
 *
 * @public
 */
export interface StackSetUp {
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
 *   once for each path, and what it throws becomes a problem of the manifest
 * @throws StackManifestError that lists every problem with its place
 *
 * @public
 */
export async function readStackManifest(options: {
  value: unknown;
  readTemplate: (path: string) => Promise<string>;
}): Promise<StackSetUp> {
  const { data, error } = stackManifestSchema.safeParse(options.value);
  if (error) {
    throw new StackManifestError(
      error.issues.map(issue => {
        const path = issue.path as Array<string | number>;
        return { path, message: `${describePath(path)}: ${issue.message}.` };
      }),
    );
  }
  const templates = await readTemplates(data.stacks, options.readTemplate);
  return {
    manifest: { ...data, stacks: withPhases(data.stacks, templates) },
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

async function readTemplates(
  stacks: WrittenStack[],
  readTemplate: (path: string) => Promise<string>,
): Promise<Record<string, string>> {
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
  return Object.fromEntries(texts);
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
