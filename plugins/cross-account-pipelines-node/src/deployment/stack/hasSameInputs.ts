import type { Stack } from '@aws-sdk/client-cloudformation';
import type { ParsedTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';

interface Inputs {
  template: ParsedTemplate;
  parameters: Record<string, string>;
  tags?: Record<string, string>;
}

/**
 * Whether a stack has these very parameters and tags already. When in doubt it
 * has not, and a change set tells.
 */
export function hasSameInputs(
  current: Stack,
  { template, parameters, tags = {} }: Inputs,
): boolean {
  // What a parameter store value stands for may have changed.
  const resolvesElsewhere = current.Parameters?.some(
    ({ ResolvedValue }) => ResolvedValue !== undefined,
  );
  return (
    !resolvesElsewhere &&
    sameEntries(toRecord(current.Tags, 'Key', 'Value'), tags) &&
    sameEntries(parametersOf(current), {
      ...defaultsOf(template),
      ...parameters,
    })
  );
}

/** The values that a stack was given. */
export function parametersOf(stack: Stack | undefined): Record<string, string> {
  return toRecord(stack?.Parameters, 'ParameterKey', 'ParameterValue');
}

function defaultsOf({ body }: ParsedTemplate): Record<string, string> {
  const { Parameters = {} } = body;
  return Object.fromEntries(
    Object.entries(Parameters).flatMap(([name, { Default }]) =>
      Default === undefined ? [] : [[name, String(Default)]],
    ),
  );
}

function toRecord<K extends string, V extends string>(
  entries: Array<Partial<Record<K | V, string>>> | undefined,
  key: K,
  value: V,
): Record<string, string> {
  return Object.fromEntries(
    (entries ?? []).map(entry => [entry[key], entry[value]]),
  );
}

function sameEntries(
  one: Record<string, string>,
  other: Record<string, string>,
): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(name => one[name] === other[name])
  );
}
