import { isJsonObject } from '../../policy/isJsonObject';
import type { ParsedTemplate, TemplateBody } from '../parsing/ParsedTemplate';
import type { TemplateProblem } from '../parsing/TemplateProblem';
import { resolveParameters } from '../resolving/resolveParameters';
import { expandLoops, hasLoop } from './expandLoops';
import { expandServerless, isServerless } from './expandServerless';

/** Where loops may stand. */
const sections = ['Conditions', 'Resources', 'Outputs'] as const;

const languageExtensions = 'AWS::LanguageExtensions';

const loops = new WeakMap<ParsedTemplate, boolean>();
const serverless = new WeakMap<ParsedTemplate, ParsedTemplate>();

/**
 * The template as CloudFormation will have it once AWS's own transforms have
 * written out loops and serverless functions. What they do not touch is the same
 * object, and places are those of the text that somebody wrote.
 *
 * @param options - `parameters` are those of the stack, which loops go through
 *
 * @public
 */
export function expandTemplate(options: {
  template: ParsedTemplate;
  parameters: Record<string, string>;
  storedParameters: Record<string, string>;
}): { template: ParsedTemplate; problems: TemplateProblem[] } {
  const { template, parameters, storedParameters } = options;
  const looped = writeOutLoops(template, parameters, storedParameters);
  return {
    template: isServerless(template.body)
      ? writeOutServerless(looped.template)
      : looped.template,
    problems: looped.problems,
  };
}

function writeOutLoops(
  template: ParsedTemplate,
  given: Record<string, string>,
  stored: Record<string, string>,
): { template: ParsedTemplate; problems: TemplateProblem[] } {
  const { body, file } = template;
  let isLooped = loops.get(template);
  if (isLooped === undefined) {
    isLooped = sections.some(section => hasLoop(body[section]));
    loops.set(template, isLooped);
  }
  if (!isLooped) {
    return { template, problems: [] };
  }
  const { values } = resolveParameters(body, given, name => stored[name]);
  const expanded = sections.map(section =>
    expandLoops({
      section: body[section],
      path: [section],
      collectionOf: name =>
        Object.hasOwn(values, name) ? values[name] : undefined,
    }),
  );
  const origins = new Map(expanded.flatMap(each => [...each.origins]));
  const problems: TemplateProblem[] = expanded.flatMap(each =>
    each.problems.map(({ path, ...problem }) => ({
      file,
      ...template.locate(path),
      ...problem,
    })),
  );
  if (![body.Transform].flat().includes(languageExtensions)) {
    problems.push({
      file,
      ...template.locate(['Transform']),
      message: `Fn::ForEach needs Transform: ${languageExtensions}`,
    });
  }
  const written = Object.fromEntries(
    sections.flatMap((section, index) =>
      body[section] === undefined ? [] : [[section, expanded[index].value]],
    ),
  );
  return {
    template: {
      ...template,
      body: { ...body, ...written } as TemplateBody,
      locate: path => template.locate(originOf(path, origins)),
    },
    problems,
  };
}

/** Where a part of the written out template comes from. */
function originOf(
  path: ReadonlyArray<string | number>,
  origins: ReadonlyMap<string, Array<string | number>>,
): ReadonlyArray<string | number> {
  for (let length = path.length; length > 0; length--) {
    const origin = origins.get(JSON.stringify(path.slice(0, length)));
    if (origin) {
      return [...origin, ...path.slice(length)];
    }
  }
  return path;
}

function writeOutServerless(template: ParsedTemplate): ParsedTemplate {
  let written = serverless.get(template);
  if (!written) {
    const { body } = template;
    written = {
      ...template,
      body: expandServerless(body),
      locate: path => template.locate(withoutRole(path, body)),
    };
    serverless.set(template, written);
  }
  return written;
}

/** The role of a function stands where the function does. */
function withoutRole(
  path: ReadonlyArray<string | number>,
  { Resources }: TemplateBody,
): ReadonlyArray<string | number> {
  const [section, logicalId, , property] = path;
  if (
    section !== 'Resources' ||
    typeof logicalId !== 'string' ||
    isJsonObject(Resources[logicalId])
  ) {
    return path;
  }
  const owner = logicalId.replace(/Role$/, '');
  return property === 'Policies' || property === 'AssumeRolePolicyDocument'
    ? ['Resources', owner, 'Properties', property]
    : ['Resources', owner];
}
