import { InputError } from '@backstage/errors';
import type {
  ManifestStack,
  ParameterValue,
  StackOutputReference,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Outputs of a stack, or undefined when there is no such stack. */
export type ReadOutputs = (
  place: StackPlace,
) => Record<string, string> | undefined;

/** A parameter's value is not there, because the stack it comes from is not. */
export class MissingOutputError extends InputError {}

/**
 * A stack's parameters with outputs of other stacks in their place.
 *
 * @throws MissingOutputError when a stack or its output does not exist
 */
export function resolveParameters(
  stack: ManifestStack,
  readOutputs: ReadOutputs,
): Record<string, string> {
  const resolved: Record<string, string> = {};
  for (const [name, value] of Object.entries(stack.parameters ?? {})) {
    resolved[name] = isReference(value)
      ? readOutput(stack, name, value, readOutputs)
      : value;
  }
  return resolved;
}

export function isReference(
  value: ParameterValue,
): value is StackOutputReference {
  return typeof value === 'object';
}

function readOutput(
  stack: ManifestStack,
  parameter: string,
  { fromStack, output }: StackOutputReference,
  readOutputs: ReadOutputs,
): string {
  const outputs = readOutputs(fromStack);
  const value = outputs?.[output];
  if (value !== undefined) {
    return value;
  }
  const names = Object.keys(outputs ?? {});
  throw new MissingOutputError(
    `Parameter ${parameter} of ${describePlace(
      stack,
    )} takes output ${output} of ${describePlace(fromStack)}, ${
      outputs
        ? `which has ${
            names.length > 0 ? `only ${names.join(', ')}` : 'no outputs'
          }`
        : 'which does not exist'
    }`,
  );
}
