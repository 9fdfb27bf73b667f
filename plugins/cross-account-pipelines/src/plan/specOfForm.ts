import { parseEntityRef } from '@backstage/catalog-model';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { createTemplateRenderer, type TemplateContext } from 'nunjitsu';
import { resolveSteps } from './resolveSteps';

/** The step whose input is a spec. */
const renderAction = 'aws:cross-account-pipeline:render';

/** A step of a form, or what a choice adds to it. */
interface FormSchema extends JsonObject {
  required?: string[];
  properties?: Record<string, JsonObject>;
  dependencies?: Record<string, { oneOf?: FormSchema[] }>;
  allOf?: { if?: FormSchema; then?: FormSchema }[];
}

/** What a form asks for, or what has to be answered before that is known. */
export type FormReading = { spec: JsonObject } | { unanswered: string[] };

// What the scaffolder itself knows of filters, where they need no integration.
const renderer = createTemplateRenderer({
  filters: {
    parseEntityRef: (ref, context) =>
      ({
        ...parseEntityRef(ref as string, context as object | undefined),
      } as Record<string, string>),
    pick: (value, key) => (value as Record<string, string>)[String(key)],
  },
});

/**
 * The spec that the answers of a form ask for: what the scaffolder would give
 * the template's render step, so that nothing is said twice.
 *
 * @returns undefined for a template that renders no pipeline
 */
export function specOfForm(options: {
  template: TemplateEntityV1beta3;
  answers: Record<string, JsonValue>;
}): FormReading | undefined {
  const { steps, parameters = [] } = options.template.spec;
  const step = steps.find(({ action }) => action === renderAction);
  if (!step?.input) {
    return undefined;
  }
  const forms = [parameters].flat() as FormSchema[];
  const { visible, values } = resolveSteps(options.answers, forms);
  const unanswered = forms
    .filter((_, index) => visible[index])
    .flatMap(form => findUnanswered(form, values));
  if (unanswered.length > 0) {
    return { unanswered };
  }
  return { spec: fillIn(step.input, { parameters: values }) };
}

function findUnanswered(
  form: FormSchema,
  values: Record<string, JsonValue>,
): string[] {
  const { required = [], properties = {}, dependencies = {} } = form;
  const is = (name: string, { properties: own = {} }: FormSchema) =>
    own[name]?.const === values[name];
  const chosen = [
    ...Object.entries(dependencies).flatMap(([name, { oneOf = [] }]) =>
      oneOf.filter(branch => is(name, branch)),
    ),
    ...(form.allOf ?? []).flatMap(({ if: condition = {}, then = {} }) =>
      Object.keys(condition.properties ?? {}).every(name => is(name, condition))
        ? [then]
        : [],
    ),
  ];
  return [
    ...required
      .filter(name => !isAnswered(values[name]))
      .map(name => String(properties[name]?.title ?? name)),
    ...chosen.flatMap(branch => findUnanswered(branch, values)),
  ];
}

function isAnswered(value: JsonValue | undefined): boolean {
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== null && value !== '';
}

function fillIn(input: JsonObject, context: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(input), (_, value) =>
    typeof value === 'string'
      ? renderer.renderValue(value, context as TemplateContext, {
          coercion: 'json',
        })
      : value,
  );
}
