import type { Entity } from '@backstage/catalog-model';
import { getAnnotatedPipelines } from 'backstage-plugin-cross-account-pipelines-common';

/**
 * Whether the entity names a pipeline, so that the card has something to show.
 *
 * @public
 */
export function isCrossAccountPipelineAvailable(entity: Entity): boolean {
  return getAnnotatedPipelines(entity).length > 0;
}
