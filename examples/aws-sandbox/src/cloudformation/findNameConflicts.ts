import { randomUUID } from 'node:crypto';
import { ServiceError } from '../front/ServiceError';
import { resourceTypes } from '../resources/resourceTypes';
import type { Call } from '../world/Call';
import type { ChangeSet } from './ChangeSet';
import { ResourceWorker } from './ResourceWorker';
import type { Stack, ValidationEvent } from './Stack';
import { StackScope } from './StackScope';

const EXISTENCE_CHECK = 'AWS::EarlyValidation::ResourceExistenceCheck';

/** The name that a template gives to a resource, where it is known already. */
function chosenName(
  scope: StackScope,
  template: { Type: string; Properties?: Record<string, unknown> },
): string | undefined {
  const { nameProperty } = resourceTypes.get(template.Type)!;
  const given = nameProperty && template.Properties?.[nameProperty];
  if (given === undefined) {
    return undefined;
  }
  try {
    const name = scope.resolve(given);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Resources of a change set whose names are taken, as CloudFormation finds them
 * before it does anything. What it may not read, it lets pass.
 * See `AWSCloudFormation/latest/UserGuide/validate-stack-deployments`.
 */
export async function findNameConflicts(
  call: Call,
  stack: Stack,
  { changes, deployment, operationId }: ChangeSet,
): Promise<ValidationEvent[]> {
  const worker = new ResourceWorker(stack, call, deployment.tags);
  const scope = new StackScope(call.world, stack, deployment, id =>
    stack.resources.get(id),
  );
  const conflicts: ValidationEvent[] = [];
  for (const { action, logicalId, type, drift } of changes) {
    const name =
      action === 'Add' && !drift
        ? chosenName(scope, deployment.body.Resources[logicalId])
        : undefined;
    if (name === undefined) {
      continue;
    }
    try {
      if (!(await worker.exists(type, logicalId, name))) {
        continue;
      }
    } catch (error) {
      if (error instanceof ServiceError) {
        continue;
      }
      throw error;
    }
    conflicts.push({
      id: randomUUID(),
      operationId,
      timestamp: new Date(),
      name: EXISTENCE_CHECK,
      path: `/Resources/${logicalId}/Properties/${
        resourceTypes.get(type)!.nameProperty
      }`,
      reason: `Resource of type '${type}' with identifier '${name}' already exists.`,
      logicalId,
      type,
    });
  }
  return conflicts;
}
