import { unforeseen } from '../../policy';
import { GeneratedNames } from '../resolving/generatedName';
import type { ParsedTemplate } from '../parsing/ParsedTemplate';
import { parseTemplate } from '../parsing/parseTemplate';
import type { ResolvedStack } from '../resolving/ResolvedStack';
import {
  resolveTemplate,
  type NestedStackRequest,
} from '../resolving/resolveTemplate';
import type {
  ManifestStack,
  StackManifest,
  StackOutputReference,
} from './StackManifest';
import { expandTemplate } from '../expanding/expandTemplate';
import { nestedTemplatePath } from './nestedTemplatePath';
import { placeKey, type StackPlace } from './StackPlace';
import { stackSetInstances } from './stackSetInstances';
import {
  TemplateError,
  type TemplateProblem,
} from '../parsing/TemplateProblem';

/**
 * A stack of a manifest with its template, read and resolved.
 *
 * @alpha
 */
export interface ResolvedManifestStack {
  stack: ManifestStack;
  template: ParsedTemplate;
  resolved: ResolvedStack;
  /** Place in the order of the manifest; nested stacks have that of their root. */
  order: number;
  /** The same of each resource: an update makes some that were not there before. */
  madeAt: Record<string, number>;
  /** The stack whose StackSet makes this one. */
  ofStackSetIn?: StackPlace;
}

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

/** Deeper than CloudFormation nests stacks of one update. */
const maxNesting = 20;

/** CloudFormation makes 2,500 nested resources of one root at the most. */
const maxNested = 500;

interface TreeStack extends Omit<ManifestStack, 'parameters'> {
  parameters: Record<string, string>;
  ofStackSetIn?: StackPlace;
  /** As the manifest has them. */
  given?: ManifestStack['parameters'];
}

/** A stack with those that are nested in it. */
class StackTree {
  private readonly under: string[] = [];
  private count = 0;

  constructor(
    private readonly around: {
      order: number;
      templateAt(file: string): ParsedTemplate | undefined;
      /** One that stands in another; `place` names it where no file has it. */
      templateIn(place: string, text: string): ParsedTemplate | undefined;
      publishedTemplates?: Record<string, string>;
      regions: Map<string, SharedValues>;
      problems: TemplateProblem[];
      byPlace: Map<string, ResolvedManifestStack>;
    },
  ) {}

  resolve(
    { given, ofStackSetIn, ...stack }: TreeStack,
    written: ParsedTemplate,
  ): ResolvedStack {
    const { order, regions, problems, byPlace } = this.around;
    const region = `${stack.account} ${stack.region}`;
    const { imports, storedParameters } = regions.get(region) ?? noValues;
    const { template, problems: unwritten } = expandTemplate({
      template: written,
      parameters: stack.parameters,
      storedParameters,
    });
    problems.push(...unwritten);
    this.under.push(written.file);
    const resolved = resolveTemplate({
      ...stack,
      template,
      imports,
      storedParameters,
      nested: request => this.nested(request, stack, written.file),
    });
    this.under.pop();
    const before = byPlace.get(placeKey(stack));
    byPlace.set(placeKey(stack), {
      stack: { ...stack, parameters: given ?? stack.parameters },
      template,
      resolved,
      // One that is named again is where it was named first.
      order: before?.order ?? order,
      madeAt: Object.fromEntries(
        Object.keys(resolved.resources).map(id => [
          id,
          before?.madeAt[id] ?? order,
        ]),
      ),
      ...(ofStackSetIn && { ofStackSetIn }),
    });
    const shared = regions.get(region) ?? noValues;
    regions.set(region, {
      imports: { ...shared.imports, ...resolved.exports },
      storedParameters: { ...shared.storedParameters, ...storedBy(resolved) },
    });
    this.resolveInstances(stack, resolved);
    return resolved;
  }

  /** In each of its accounts, what a StackSet makes. */
  private resolveInstances(
    administrator: Omit<TreeStack, 'given'>,
    resolved: ResolvedStack,
  ): void {
    const { account, region, stackName, phase, tags } = administrator;
    for (const instance of stackSetInstances(resolved)) {
      const template = this.around.templateIn(
        `${resolved.file}#${instance.logicalId}`,
        instance.template,
      );
      if (template) {
        this.resolve(
          {
            phase,
            account: instance.account,
            region: instance.region,
            stackName: instance.stackName,
            template: template.file,
            parameters: instance.parameters,
            ...(tags && { tags }),
            ofStackSetIn: { account, region, stackName },
          },
          template,
        );
      }
    }
  }

  private nested(
    { resource, stackName, parameters }: NestedStackRequest,
    parent: Omit<TreeStack, 'given'>,
    file: string,
  ): ResolvedStack | undefined {
    const path = nestedTemplatePath(
      resource,
      file,
      this.around.publishedTemplates,
    );
    const template =
      path === undefined ? undefined : this.around.templateAt(path);
    if (
      path === undefined ||
      !template ||
      this.under.includes(path) ||
      this.under.length >= maxNesting ||
      ++this.count > maxNested
    ) {
      return undefined;
    }
    return this.resolve(
      { ...parent, stackName, template: path, parameters },
      template,
    );
  }
}

/**
 * Resolves the stacks of a manifest in their order, so that outputs of one are
 * parameters and imports of the next. A stack that is named again is updated, and
 * keeps the parameters that it was given: only what comes of it in the end is in
 * the result. Stacks whose template cannot be read are left out; every problem is
 * named. Warnings do not keep a stack from being made.
 *
 * @param options - `templates` are texts by path; `parse` in the place of
 * `parseTemplate`, where somebody remembers what was parsed
 *
 * @alpha
 */
export function resolveManifest(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
  parse?: typeof parseTemplate;
}): ResolvedManifest {
  const { manifest, templates, parse = parseTemplate } = options;
  const problems: TemplateProblem[] = [];
  const parsed = parseTemplates(manifest, { templates, parse, problems });
  const names = new GeneratedNames(manifest.stacks, parsed);
  const byPlace = new Map<string, ResolvedManifestStack>();
  const regions = new Map<string, SharedValues>();
  const embedded = new Map<string, ParsedTemplate | undefined>();
  for (const [order, listed] of manifest.stacks.entries()) {
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
    const parameters = resolveReferences(stack, { byPlace, names, problems });
    new StackTree({
      order,
      templateAt: file => parsed.get(file),
      templateIn: (place, text) => {
        const known = embedded.get(text);
        if (known || embedded.has(text)) {
          return known;
        }
        const [file = place] =
          Object.entries(templates).find(([, each]) => each === text) ?? [];
        const read =
          parsed.get(file) ?? parseListed({ file, text }, parse, problems);
        embedded.set(text, read);
        return read;
      },
      publishedTemplates: manifest.publishedTemplates,
      regions,
      problems,
      byPlace,
    }).resolve({ ...stack, parameters, given: stack.parameters }, template);
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
  {
    templates,
    parse,
    problems,
  }: {
    templates: Record<string, string>;
    parse: typeof parseTemplate;
    problems: TemplateProblem[];
  },
): Map<string, ParsedTemplate> {
  const parsed = new Map<string, ParsedTemplate>();
  // Grows by the templates of nested stacks while it is gone through.
  const files = new Set(manifest.stacks.map(stack => stack.template));
  for (const file of files) {
    if (!Object.hasOwn(templates, file)) {
      problems.push({
        file: manifestFile,
        message: `template ${file} is not there`,
      });
      continue;
    }
    const template = parseListed(
      { file, text: templates[file] },
      parse,
      problems,
    );
    if (!template) {
      continue;
    }
    parsed.set(file, template);
    for (const resource of Object.values(template.body.Resources)) {
      const nested = nestedTemplatePath(
        resource,
        file,
        manifest.publishedTemplates,
      );
      if (nested !== undefined && Object.hasOwn(templates, nested)) {
        files.add(nested);
      }
    }
  }
  return parsed;
}

/** Undefined where it cannot be read; what is wrong with it is listed. */
function parseListed(
  written: { file: string; text: string },
  parse: typeof parseTemplate,
  problems: TemplateProblem[],
): ParsedTemplate | undefined {
  try {
    const template = parse(written);
    problems.push(...template.warnings);
    return template;
  } catch (error) {
    if (!(error instanceof TemplateError)) {
      throw error;
    }
    problems.push(...error.problems);
    return undefined;
  }
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
