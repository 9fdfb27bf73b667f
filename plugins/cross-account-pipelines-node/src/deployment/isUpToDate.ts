import type { Stack } from '@aws-sdk/client-cloudformation';
import { parseTemplate } from '../template';
import type { CloudFormationStack } from './CloudFormationStack';

/**
 * Whether a stack has this very template, parameters and tags already, found
 * out without writing. When in doubt it is not, and a change set tells.
 */
export async function isUpToDate(options: {
  stack: CloudFormationStack;
  current: Stack;
  template: { file: string; text: string };
  parameters: Record<string, string>;
  tags: Record<string, string>;
}): Promise<boolean> {
  const { stack, current, template, parameters, tags } = options;
  // What a parameter store value stands for may have changed.
  const resolvesElsewhere = current.Parameters?.some(
    ({ ResolvedValue }) => ResolvedValue !== undefined,
  );
  return (
    !resolvesElsewhere &&
    sameEntries(toRecord(current.Tags, 'Key', 'Value'), tags) &&
    sameEntries(
      toRecord(current.Parameters, 'ParameterKey', 'ParameterValue'),
      { ...defaultsOf(template), ...parameters },
    ) &&
    (await stack.template()) === template.text
  );
}

function defaultsOf(template: {
  file: string;
  text: string;
}): Record<string, string> {
  const { Parameters = {} } = parseTemplate(template).body;
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
