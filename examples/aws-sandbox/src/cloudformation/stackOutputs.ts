import type { TemplateBody } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { validationError } from './errors';
import type { StackOutput } from './Stack';
import type { StackScope } from './StackScope';

function asText(key: string, value: unknown): string {
  if (typeof value === 'object' || value === undefined) {
    throw validationError(
      `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
    );
  }
  return String(value);
}

/**
 * The outputs of a template whose resources are all there.
 *
 * @throws ServiceError `ValidationError`
 */
export function stackOutputs(
  scope: StackScope,
  body: TemplateBody,
): StackOutput[] {
  return Object.entries(body.Outputs ?? {})
    .filter(
      ([, { Condition }]) =>
        Condition === undefined || scope.condition(Condition),
    )
    .map(([key, { Value, Description, Export }]) => ({
      key,
      value: asText(key, scope.resolve(Value)),
      ...(Description !== undefined && { description: Description }),
      ...(Export && { exportName: asText(key, scope.resolve(Export.Name)) }),
    }));
}
