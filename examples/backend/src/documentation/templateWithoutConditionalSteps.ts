import type { JsonObject } from '@backstage/types';
import { parse, stringify } from 'yaml';

/** The templates whose steps come only where they are needed, and what they are written to. */
export const templatesBeforeConditionalSteps = Object.fromEntries(
  [
    'templates/attach-existing-pipeline/template',
    'templates/cross-account-pipeline/pull-request',
    'templates/cross-account-pipeline/template',
  ].map(file => [`${file}.yaml`, `${file}.before-1.57.yaml`]),
);

interface FormStep extends JsonObject {
  title: string;
  description?: string;
  when?: string;
  properties: JsonObject;
}

/** One choice on an earlier step, and the answer that shows a step. */
interface Condition {
  field: string;
  value: string;
}

/**
 * A template for releases of Backstage whose forms show every step: the steps of
 * which one is shown become one, whose fields come with the choice. Those releases
 * also pass on what was typed before another choice was made, so that the task's
 * steps take the answers of a choice only where it was made.
 *
 * @param text - the template, as YAML
 */
export function templateWithoutConditionalSteps(text: string): string {
  const template = parse(text);
  const { parameters, steps } = template.spec;
  const conditions = conditionsByField(parameters);
  const spec = {
    ...template.spec,
    parameters: joinSteps(parameters),
    steps: JSON.parse(JSON.stringify(steps), (_, value) =>
      typeof value === 'string' ? guardAnswers(value, conditions) : value,
    ),
  };
  return [
    '# For Backstage before 1.57, whose forms show every step. `npm run docs` writes',
    '# it from the template beside it: change that one.',
    stringify(
      { ...template, spec },
      { aliasDuplicateObjects: false, lineWidth: 0, singleQuote: true },
    ),
  ].join('\n');
}

/** Neighbours that depend on one choice and have one title become one step. */
function joinSteps(steps: FormStep[]): JsonObject[] {
  return steps.reduce<JsonObject[]>((joined, { when, ...step }) => {
    if (!when) {
      return [...joined, step];
    }
    const { title, description, ...shown } = step;
    const { field, value } = readCondition(when);
    const branch = {
      if: { required: [field], properties: { [field]: { const: value } } },
      then: shown,
    };
    const last = joined.at(-1);
    return last?.allOf && last.title === title
      ? [
          ...joined.slice(0, -1),
          { ...last, allOf: [...(last.allOf as JsonObject[]), branch] },
        ]
      : [
          ...joined,
          {
            title,
            ...(description === undefined ? {} : { description }),
            properties: {},
            allOf: [branch],
          },
        ];
  }, []);
}

function readCondition(when: string): Condition {
  const [, field, value] =
    /^\$\{\{ parameters\.(\w+) == '(\w+)' \}\}$/.exec(when) ?? [];
  if (!field) {
    throw new Error(
      `A step is shown where one earlier answer is one value, not where ${when}`,
    );
  }
  return { field, value };
}

/** For each field that no other step has: the answers with which it is shown. */
function conditionsByField(steps: FormStep[]): Map<string, Condition[]> {
  const always = new Set(
    steps.filter(({ when }) => !when).flatMap(step => [...fieldsOf(step)]),
  );
  const conditions = new Map<string, Condition[]>();
  for (const { when, ...step } of steps.filter(each => each.when)) {
    for (const field of fieldsOf(step)) {
      if (!always.has(field)) {
        conditions.set(field, [
          ...(conditions.get(field) ?? []),
          readCondition(when as string),
        ]);
      }
    }
  }
  return conditions;
}

/** The fields of a step, those that come with a choice on it among them. */
function fieldsOf(schema: JsonObject): Set<string> {
  const { properties = {}, dependencies = {} } = schema as {
    properties?: JsonObject;
    dependencies?: Record<string, { oneOf: JsonObject[] }>;
  };
  return new Set([
    ...Object.keys(properties),
    ...Object.values(dependencies).flatMap(({ oneOf }) =>
      oneOf.flatMap(branch => [...fieldsOf(branch)]),
    ),
  ]);
}

function guardAnswers(text: string, conditions: Map<string, Condition[]>) {
  return text.replaceAll(/\bparameters\.(\w+)\b/g, (answer, field) => {
    const shown = conditions
      .get(field)
      ?.map(each => `parameters.${each.field} == '${each.value}'`)
      .join(' or ');
    return shown ? `(${answer} if ${shown} else undefined)` : answer;
  });
}
