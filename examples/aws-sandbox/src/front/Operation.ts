import { NormalizedSchema } from '@smithy/core/schema';
import type { GetCallerIdentity$ } from '@aws-sdk/client-sts';
import type { Call } from '../world/Call';

/**
 * An operation's schema as the SDK's clients export it, e.g. `CreateStack$`.
 */
export type OperationSchema = typeof GetCallerIdentity$;

/**
 * An operation of a service: its wire shape from the SDK and the function that
 * does the work.
 */
export interface Operation {
  name: string;
  input: NormalizedSchema;
  output: NormalizedSchema;
  /** Members that must be given. */
  required: string[];
  /** Method, URI template and status; REST protocols only. */
  http?: [method: string, uri: string, status: number];
  run(call: Call, input: unknown): Promise<unknown>;
}

const STRUCTURE_REQUIRED = 6;

function requiredMembers(schema: NormalizedSchema): string[] {
  const shape: unknown = schema.getSchema();
  if (!Array.isArray(shape)) {
    return [];
  }
  const count: unknown = shape[STRUCTURE_REQUIRED];
  return typeof count === 'number' ? shape[4].slice(0, count) : [];
}

/**
 * Binds a function to the operation whose schema the SDK exports.
 */
export function operation<Input extends object, Output extends object | void>(
  schema: OperationSchema,
  run: (call: Call, input: Input) => Output | Promise<Output>,
): Operation {
  const [, , name, traits, input, output] = schema;
  const inputSchema = NormalizedSchema.of(input);
  return {
    name,
    input: inputSchema,
    output: NormalizedSchema.of(output),
    required: requiredMembers(inputSchema),
    http: typeof traits === 'object' ? (traits as any).http : undefined,
    run: async (call, value) => run(call, value as Input),
  };
}
