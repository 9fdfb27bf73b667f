import { unforeseen } from '../../policy';
import { GeneratedNames } from '../resolving/generatedName';
import type { ParsedTemplate } from '../parsing/ParsedTemplate';
import { parseTemplate } from '../parsing/parseTemplate';
import type { ResolvedStack } from '../resolving/ResolvedStack';
import { resolveTemplate } from '../resolving/resolveTemplate';
import type {
  ManifestStack,
  StackManifest,
  StackOutputReference,
} from './StackManifest';
import { placeKey } from './StackPlace';
import {
  TemplateError,
  type TemplateProblem,
} from '../parsing/TemplateProblem';

/**
 * A stack of a manifest with its template, read and resolved.
 *
 * @public
 */
export interface ResolvedManifestStack {
  stack: ManifestStack;
  template: ParsedTemplate;
  resolved: ResolvedStack;
}

/**
 * @public
 */
export interface ResolvedManifest {
  stacks: ResolvedManifestStack[];
  problems: TemplateProblem[];
  warnings: TemplateProblem[];
}

/** Names the manifest in problems. */
const manifestFile = 'manifest.yaml';

/** What the stacks of one account and Region can take from each other. */
interface SharedValues {
  imports: Record<string, unknown>;
  /** By the name in the Parameter Store. */
  storedParameters: Record<string, string>;
}

const noValues: SharedValues = { imports: {}, storedParameters: {} };

/**
 * Resolves the stacks of a manifest in their order, so that outputs of one are
 * parameters and imports of the next. A stack that is named again is updated, and
 * keeps the parameters that it was given: only what comes of it in the end is in
 * the result. Stacks whose template cannot be read are left out; every problem is
 * named. Warnings do not keep a stack from being made.
 *
 * @param options - `templates` are texts by path
 *
 * @public
 */
export function resolveManifest(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
}): ResolvedManifest {
  const { manifest, templates } = options;
  const problems: TemplateProblem[] = [];
  const parsed = parseTemplates(manifest, templates, problems);
  const names = new GeneratedNames(manifest.stacks, parsed);
  const byPlace = new Map<string, ResolvedManifestStack>();
  const regions = new Map<string, SharedValues>();
  for (const listed of manifest.stacks) {
    const template = parsed.get(listed.template);
    if (!template) {
      continue;
    }
    const before = byPlace.get(placeKey(listed))?.stack;
    const stack = before
      ? {
          ...listed,
          parameters: { ...before.parameters, ...listed.parameters },
        }
      : listed;
    const region = `${stack.account} ${stack.region}`;
    const { imports, storedParameters } = regions.get(region) ?? noValues;
    const resolved = resolveTemplate({
      ...stack,
      template,
      imports,
      storedParameters,
      parameters: resolveReferences(stack, { byPlace, names, problems }),
    });
    byPlace.set(placeKey(stack), { stack, template, resolved });
    regions.set(region, {
      imports: { ...imports, ...resolved.exports },
      storedParameters: { ...storedParameters, ...storedBy(resolved) },
    });
  }
  const stacks = [...byPlace.values()];
  const found = withoutRepetition([
    ...problems,
    ...stacks.flatMap(({ resolved }) => resolved.problems),
  ]);
  return {
    stacks,
    problems: found.filter(({ severity }) => !severity),
    warnings: found.filter(({ severity }) => severity),
  };
}

function storedBy({ resources }: ResolvedStack): Record<string, string> {
  return Object.fromEntries(
    Object.values(resources)
      .filter(({ type }) => type === 'AWS::SSM::Parameter')
      .map(({ physicalId, properties }) => [
        physicalId,
        String(properties.Value),
      ]),
  );
}

function parseTemplates(
  manifest: StackManifest,
  templates: Record<string, string>,
  problems: TemplateProblem[],
): Map<string, ParsedTemplate> {
  const parsed = new Map<string, ParsedTemplate>();
  for (const file of new Set(manifest.stacks.map(stack => stack.template))) {
    if (!Object.hasOwn(templates, file)) {
      problems.push({
        file: manifestFile,
        message: `template ${file} is not there`,
      });
      continue;
    }
    try {
      const template = parseTemplate({ text: templates[file], file });
      parsed.set(file, template);
      problems.push(...template.warnings);
    } catch (error) {
      if (!(error instanceof TemplateError)) {
        throw error;
      }
      problems.push(...error.problems);
    }
  }
  return parsed;
}

function resolveReferences(
  stack: ManifestStack,
  {
    byPlace,
    names,
    problems,
  }: {
    byPlace: Map<string, ResolvedManifestStack>;
    names: GeneratedNames;
    problems: TemplateProblem[];
  },
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(stack.parameters ?? {})) {
    const resolved =
      typeof value === 'string'
        ? names.recognize(value)
        : readOutput(value, byPlace);
    if (resolved === undefined) {
      problems.push({
        file: manifestFile,
        message: `parameter ${name} of stack ${stack.stackName} in ${stack.account} ${stack.region} takes an output that no earlier stack has`,
      });
    }
    values[name] = resolved ?? unforeseen(`parameter ${name} has no value`);
  }
  return values;
}

function readOutput(
  { fromStack, output: name }: StackOutputReference,
  byPlace: Map<string, ResolvedManifestStack>,
): string | undefined {
  const output = byPlace.get(placeKey(fromStack))?.resolved.outputs[name];
  return output === undefined ? undefined : String(output);
}

/** A template that many stacks share has its problems in each of them. */
function withoutRepetition(problems: TemplateProblem[]): TemplateProblem[] {
  const unique = new Map(
    problems.map(problem => [JSON.stringify(problem), problem]),
  );
  return [...unique.values()];
}
