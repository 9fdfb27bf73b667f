import * as scaffolder from '@backstage/plugin-scaffolder-common/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';

type ResolveParameterSteps = typeof scaffolder.resolveParameterSteps;

/**
 * Which steps of a form are shown, and the answers that count. Before Backstage
 * 1.57 every step was shown, and the scaffolder had nothing to resolve.
 */
export function resolveSteps(
  answers: Record<string, JsonValue>,
  steps: readonly JsonObject[],
): ReturnType<ResolveParameterSteps> {
  // Looked up by name: bundlers warn of imports that a package does not have.
  const resolve: ResolveParameterSteps | undefined = Reflect.get(
    scaffolder,
    'resolveParameterSteps',
  );
  return resolve
    ? resolve(
        answers,
        steps.map(schema => ({ schema, when: schema.when })),
      )
    : { visible: steps.map(() => true), values: answers };
}
