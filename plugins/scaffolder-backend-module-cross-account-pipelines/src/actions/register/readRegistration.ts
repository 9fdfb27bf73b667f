import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { PipelineRegistration } from 'backstage-plugin-cross-account-pipelines-common';
import { requirePipelineArn } from '../requirePipelineArn';

/**
 * An entity and a pipeline as an action's input names them, the entity in full.
 *
 * @throws InputError that names the field
 */
export function readRegistration(
  input: PipelineRegistration,
): PipelineRegistration {
  const { pipelineArn } = input;
  const entityRef = readEntityRef(input.entityRef);
  requirePipelineArn(pipelineArn);
  return { entityRef, pipelineArn };
}

function readEntityRef(text: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    throw new InputError(
      `entityRef is ${JSON.stringify(
        text,
      )}; expected an entity reference with its kind, e.g. component:default/orders`,
    );
  }
}
